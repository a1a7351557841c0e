// Every request of the page to the API, in one place. All throw RequestError.

import type {
  ComputedDocument, EditReportDocument, HealthDocument, OperatedDocument, PreviewDocument, PromptDocument, SampleDocument, SessionDocument, SessionListDocument, TurnDocument,
  UploadDocument,
} from '../../server/conversation/documents.ts';
import type { OperationRequest } from '../../server/conversation/operation-requests.ts';
import { RequestError, errorOf, serverUnreachable } from './request-error.ts';

export interface TurnRequest {
  id: string;
  text: string;
  prompts: PromptDocument[];
  /** Ids of mask versions that are meant. */
  masks: string[];
  /** A turn whose place this one takes. */
  replaces?: string;
}

export async function callApi<Answer>(path: string, options: RequestInit = {}): Promise<Answer> {
  const response = await fetch(path, { cache: 'no-store', ...options }).catch((cause) => {
    if (options.signal?.aborted) throw cause;
    throw new RequestError(serverUnreachable);
  });
  if (!response.ok) throw await errorOf(response);
  if (response.status === 204) return undefined as Answer;
  return (await response.json()) as Answer;
}

function withBody(method: string, body: unknown, signal?: AbortSignal): RequestInit {
  return { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' }, signal };
}

export const listSessions = ({ before, search }: { before?: string; search?: string } = {}) => {
  const query = new URLSearchParams({ ...(before === undefined ? {} : { before }), ...(search ? { search } : {}) }).toString();
  return callApi<SessionListDocument>(`/api/sessions${query === '' ? '' : `?${query}`}`);
};
export const getSession = (id: string, signal?: AbortSignal) => callApi<SessionDocument>(`/api/sessions/${id}`, { signal });
export const createSession = (request: { id: string; imageId?: string; sample?: string }) =>
  callApi<SessionDocument>('/api/sessions', withBody('POST', request));
export const renameSession = (id: string, title: string) => callApi<unknown>(`/api/sessions/${id}`, withBody('PATCH', { title }));
export const deleteSession = (id: string) => callApi<unknown>(`/api/sessions/${id}`, { method: 'DELETE' });
export const restoreSession = (id: string) => callApi<unknown>(`/api/sessions/${id}/restore`, { method: 'POST' });
export const exportAddress = (id: string): string => `/api/sessions/${id}/export`;
export const shareOf = (id: string) => callApi<{ share: { token: string } | null }>(`/api/sessions/${id}/share`);
export const shareSession = (id: string) => callApi<{ token: string }>(`/api/sessions/${id}/share`, { method: 'POST' });
export const unshareSession = (id: string) => callApi<unknown>(`/api/sessions/${id}/share`, { method: 'DELETE' });
export const listSamples = () => callApi<{ samples: SampleDocument[] }>('/api/samples');
export const postTurn = (sessionId: string, request: TurnRequest, signal?: AbortSignal) =>
  callApi<TurnDocument>(`/api/sessions/${sessionId}/turns`, withBody('POST', request, signal));
export const getTurn = (turnId: string) => callApi<TurnDocument>(`/api/turns/${turnId}`);
export const stopTurn = (turnId: string) => callApi<unknown>(`/api/turns/${turnId}/stop`, { method: 'POST' });
export const redoTurn = (turnId: string, id: string) => callApi<TurnDocument>(`/api/turns/${turnId}/redo`, withBody('POST', { id }));
export const rateTurn = (turnId: string, rating: 'up' | 'down' | null) => callApi<TurnDocument>(`/api/turns/${turnId}`, withBody('PATCH', { rating }));
export const editReport = (turnId: string) => callApi<EditReportDocument>(`/api/turns/${turnId}/report`);
export const operate = (sessionId: string, request: OperationRequest) =>
  callApi<OperatedDocument>(`/api/sessions/${sessionId}/operations`, withBody('POST', request));
export const previewOperation = (sessionId: string, request: OperationRequest, signal: AbortSignal) =>
  callApi<ComputedDocument>(`/api/sessions/${sessionId}/operations/preview`, withBody('POST', request, signal));
export const previewTurn = (sessionId: string, request: Omit<TurnRequest, 'id'>, signal: AbortSignal) =>
  callApi<PreviewDocument>(`/api/sessions/${sessionId}/preview`, withBody('POST', request, signal));

export function uploadImage(file: File): Promise<UploadDocument> {
  const form = new FormData();
  form.append('file', file, file.name || 'picture');
  return callApi<UploadDocument>('/api/images', { method: 'POST', body: form });
}

export function importMask(sessionId: string, file: File, { id, name, image }: { id: string; name: string; image: string }): Promise<OperatedDocument> {
  return callApi<OperatedDocument>(`/api/sessions/${sessionId}/masks?${new URLSearchParams({ id, name, image })}`, { method: 'POST', body: file });
}

/** Health is an answer also when it is bad. */
export async function getHealth(): Promise<HealthDocument> {
  const response = await fetch('/api/health', { cache: 'no-store' }).catch(() => {
    throw new RequestError(serverUnreachable);
  });
  const body = await response.clone().json().catch(() => null);
  if (typeof body?.database === 'boolean') return body as HealthDocument;
  throw await errorOf(response);
}

/** A shared session's pictures have the link's addresses for ids. */
export const imageAddress = (id: string, longestSide?: number): string =>
  `${id.startsWith('/') ? id : `/api/images/${id}`}${longestSide === undefined ? '' : `?preview=${longestSide}`}`;
export const sharedAddress = (token: string, picture?: string): string =>
  `/api/shared/${encodeURIComponent(token)}${picture === undefined ? '' : `/images/${picture}`}`;
export type MaskFormat = 'png' | 'rle' | 'svg' | 'cutout';
export const maskAddress = (versionId: string, format: MaskFormat, imageId?: string): string =>
  `/api/masks/${versionId}?${new URLSearchParams({ format, ...(imageId === undefined ? {} : { image: imageId }) })}`;
export const sampleAddress = (name: string): string => `/api/samples/${encodeURIComponent(name)}`;
