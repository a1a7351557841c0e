import { StartPage } from '../start/start-page.tsx';

export default function Page() {
  return <StartPage />;
}
