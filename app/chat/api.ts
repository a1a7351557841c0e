// Every request of the page to the API, in one place. All throw RequestError.

import type {
  HealthDocument, PreviewDocument, PromptDocument, SampleDocument, SessionDocument, SessionListDocument, TurnDocument, UploadDocument,
} from '../../server/conversation/documents.ts';
import { RequestError, errorOf, serverUnreachable } from './request-error.ts';

export interface TurnRequest {
  id: string;
  text: string;
  prompts: PromptDocument[];
  /** Ids of mask versions that are meant. */
  masks: string[];
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

export const listSessions = (before?: string) =>
  callApi<SessionListDocument>(`/api/sessions${before === undefined ? '' : `?before=${encodeURIComponent(before)}`}`);
export const getSession = (id: string, signal?: AbortSignal) => callApi<SessionDocument>(`/api/sessions/${id}`, { signal });
export const createSession = (request: { imageId?: string; sample?: string }) =>
  callApi<SessionDocument>('/api/sessions', withBody('POST', request));
export const renameSession = (id: string, title: string) => callApi<unknown>(`/api/sessions/${id}`, withBody('PATCH', { title }));
export const deleteSession = (id: string) => callApi<unknown>(`/api/sessions/${id}`, { method: 'DELETE' });
export const listSamples = () => callApi<{ samples: SampleDocument[] }>('/api/samples');
export const postTurn = (sessionId: string, request: TurnRequest, signal?: AbortSignal) =>
  callApi<TurnDocument>(`/api/sessions/${sessionId}/turns`, withBody('POST', request, signal));
export const stopTurn = (turnId: string) => callApi<unknown>(`/api/turns/${turnId}/stop`, { method: 'POST' });
export const previewTurn = (sessionId: string, request: Omit<TurnRequest, 'id'>, signal: AbortSignal) =>
  callApi<PreviewDocument>(`/api/sessions/${sessionId}/preview`, withBody('POST', request, signal));

export function uploadImage(file: File): Promise<UploadDocument> {
  const form = new FormData();
  form.append('file', file, file.name || 'picture');
  return callApi<UploadDocument>('/api/images', { method: 'POST', body: form });
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

export const imageAddress = (id: string, longestSide?: number): string =>
  longestSide === undefined ? `/api/images/${id}` : `/api/images/${id}?preview=${longestSide}`;
export const sampleAddress = (name: string): string => `/api/samples/${encodeURIComponent(name)}`;
