export default function Page() { return <main>focus</main>; }
