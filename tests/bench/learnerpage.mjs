// Measures the learner page in Chromium: node tests/bench/learnerpage.mjs [ROUNDS] [TREE…]
// TREE is a checkout of this repository with its node_modules; several are measured in turn (A B A B …), and medians are printed.
// Sizes are of the files as they are served, uncompressed; times are in milliseconds, with the layout they cause.
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { launchBrowser, newLearner } from "../learner/support/browser.mjs";

const [rounds = "7", ...given] = process.argv.slice(2);
const trees = (given.length ? given : ["."]).map((tree) => path.resolve(tree));

const lesson = (id) => ({ id, uid: `lesson_${id}`, title: `Lesson ${id}`, kind: "video", duration: 70, is_free: true, is_trial: false, trial_seconds: 0, mediaRevision: "m" });
const chapter = (id, lessons) => ({ id, uid: `chapter_${id}`, title: `Chapter ${id}`, is_free: true, is_locked: false, videos: lessons });
const many = Array.from({ length: 20 }, (_, c) => chapter(c + 1, Array.from({ length: 50 }, (_x, l) => lesson(1000 + c * 50 + l))));
const ARTICLE = Array.from({ length: 4500 }, (_, i) => (i % 20 === 0 ? `## Part ${i}` : i % 7 === 0 ? `- a point with **weight**\n- and \`code\`` : `Some *words* about [a place](https://a.example/${i}) and more of them.`)).join("\n\n").slice(0, 200_000);

function ownLines(tree) {
  const learner = path.join(tree, "resources/learner");
  const files = readdirSync(path.join(learner, "web"), { recursive: true, withFileTypes: true }).filter((entry) => entry.name.endsWith(".js")).map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
  return [...files, path.join(learner, "core/article.js")].reduce((sum, file) => sum + readFileSync(file, "utf8").split("\n").length - 1, 0);
}

/** Opens a course and tells when its first lesson stood there, and what was loaded for it. */
async function opening(browser, server, hash) {
  const { context, page } = await newLearner(browser);
  const bodies = [];
  page.on("response", (response) => response.url().includes("/learn/") && bodies.push(response.body().then((body) => body.length)));
  await page.addInitScript(() => {
    new MutationObserver((_changes, observer) => {
      if (!document.querySelector('[data-testid="lesson-row"]')) return;
      observer.disconnect();
      document.body.getBoundingClientRect();
      window.shownAt = performance.now();
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(`${server.learn}${hash}`);
  await page.waitForFunction(() => window.shownAt);
  const sizes = await Promise.all(bodies);
  const measured = { [`open ${hash}, ms`]: await page.evaluate(() => window.shownAt) };
  await context.close();
  return { ...measured, files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** In the page: a list of lessons for the first time and again, and an article read and shown. Knows both ways of rendering. */
async function inPage(browser, server, course, article) {
  const { context, page } = await newLearner(browser);
  await page.goto(`${server.learn}#/me`);
  const measured = await page.evaluate(async ([shownCourse, source]) => {
    const base = new URL("./", location.href).href;
    const load = (name) => import(`${base}${name}`).catch(() => null);
    const [{ lessonList }, lit, dom, article, marked] = await Promise.all(["parts/lessonlist.js", "lib/lit-html/lit-html.js", "dom.js", "core/article.js", "lib/marked/marked.esm.js"].map(load));
    const box = document.body.appendChild(document.createElement("div"));
    const put = (content) => (lit ? lit.render(content, box) : dom.replace(box, content));
    const t = (key) => key;
    const clock = (work) => {
      const start = performance.now();
      work();
      box.getBoundingClientRect();
      return performance.now() - start;
    };
    const list = (records) => put(lessonList(t, { course: shownCourse, records, articles: () => ({}) }));
    const [{ uid }] = shownCourse.chapters[0].videos;
    const watched = new Map([[uid, { watched: [[0, 9]], totalTime: 70 }]]);
    const first = clock(() => list(new Map()));
    const again = [watched, new Map(), watched, new Map(), watched].map((records) => clock(() => list(records))).sort((a, b) => a - b)[2];
    const read = marked ? article.createArticleReader(marked) : article.parseArticle;
    let nodes = 0;
    const parse = clock(() => (nodes = read(source).length));
    return { first, again, parse, nodes };
  }, [course, article]);
  await context.close();
  return measured;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const worlds = [];
for (const tree of trees) {
  const { startFakeServer } = await import(path.join(tree, "tests/learner/support/fakeserver.mjs"));
  const server = await startFakeServer();
  server.courses.push({ ...server.courses[0], id: 9, uid: "course_9", chapters: many });
  worlds.push({ tree, server, rows: [] });
}
const browser = await launchBrowser();
for (let round = 0; round < Number(rounds); round += 1)
  for (const { server, rows } of worlds) {
    const small = await opening(browser, server, "#/course/1");
    const large = await opening(browser, server, "#/course/9");
    const few = await inPage(browser, server, server.courses[0], ARTICLE);
    const lots = await inPage(browser, server, server.courses.at(-1), ARTICLE);
    rows.push({ ...small, ...large, "7 lessons, first": few.first, "7 lessons, again": few.again, "1000 lessons, first": lots.first, "1000 lessons, again": lots.again, "article of 200 kB read": lots.parse, blocks: lots.nodes });
  }
await browser.close();
for (const { tree, server, rows } of worlds) {
  await server.stop();
  console.log(`\n${tree}: ${ownLines(tree)} lines of its own in web/ and core/article.js`);
  for (const name of Object.keys(rows[0])) console.log(`  ${name.padEnd(24)} ${+median(rows.map((row) => row[name])).toFixed(1)}`);
}
