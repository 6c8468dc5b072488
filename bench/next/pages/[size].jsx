import { readFileSync } from "node:fs";

const SIZES = process.env.SIZES.split(" ");

export function getStaticPaths() {
  return {
    paths: SIZES.map((size) => ({ params: { size } })),
    fallback: false,
  };
}

/** The body of the page that the site made. */
export function getStaticProps({ params }) {
  const page = readFileSync(`${process.env.PAGES}/${params.size}`, "utf-8");
  const [, html] = page.match(/<body>([^]*)<\/body>/);
  return { props: { html } };
}

export default function Page({ html }) {
  return <div dangerouslySetInnerHTML={{ __html: html }} />;
}
