import { SessionPage } from '../../../chat/session-page.tsx';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <SessionPage key={id} id={id} />;
}
