// A learner in real Chromium, for the main-job test: registers, enrols, watches, closes the tab at a known second, opens it again,
// resumes there, watches to the end. Prints one JSON object; a failure ends with exit code 1 and its story on stderr.
//   node tests/e2e/learner.mjs BASE_URL COURSE_ID LESSON_ID PICTURES_DIR
import { launchBrowser } from "../learner/support/browser.mjs";
import { notedStart, notePlaces, noteStart, placeAtClosing } from "../learner/support/places.mjs";

const [base, courseId, lessonId, pictures] = process.argv.slice(2);
const byId = (id) => `[data-testid="${id}"]`;

async function until(page, condition, argument, what) {
  try {
    await page.waitForFunction(condition, argument, { timeout: 120_000, polling: 50 });
  } catch (error) {
    await page.screenshot({ path: `${pictures}/failed.png` });
    throw new Error(`${what}: ${error.message}`);
  }
}

// Of the places that are noted: the film itself is further by the time that anybody looks.
const noted = (seconds) => Number(localStorage.getItem("test.place")) >= seconds;

async function enter(page) {
  await page.goto(`${base}/learn/#/register`);
  await page.fill(byId("register-name"), `traveller${Date.now()}`);
  if (await page.locator(byId("register-display-name")).count()) await page.fill(byId("register-display-name"), "小满");
  await page.fill(byId("register-password"), "correct horse 7");
  await page.click(byId("register-submit"));
  await page.click(byId("consent-accept"));
}

async function openLesson(page) {
  await page.goto(`${base}/learn/#/course/${courseId}`);
  const enrol = page.locator(byId("course-enrol"));
  await page.waitForSelector(byId("lesson-row"));
  if (await enrol.count()) await enrol.first().click();
  await page.screenshot({ path: `${pictures}/course.png` });
  await page.click(`${byId("lesson-row")}[data-video-id="${lessonId}"]`);
  await page.waitForSelector(byId("player-video"), { state: "attached" });
}

const browser = await launchBrowser();
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "zh-CN" });
  let page = await context.newPage();
  await enter(page);
  await openLesson(page);
  await page.evaluate(() => { const v = document.querySelector('[data-testid="player-video"]'); v.muted = true; return v.play(); });
  await notePlaces(page);
  await until(page, noted, 16, "the video plays to second 16");
  await page.screenshot({ path: `${pictures}/playing.png` });
  await page.close({ runBeforeUnload: false });

  page = await context.newPage();
  await page.goto(`${base}/learn/#/play/${lessonId}`);
  await page.waitForSelector(byId("resume-prompt"));
  await page.screenshot({ path: `${pictures}/resume.png` });
  const stoppedAt = await placeAtClosing(page);
  await noteStart(page);
  await page.click(byId("resume-continue"));
  const resumedAt = await notedStart(page);

  await page.evaluate(() => { const v = document.querySelector('[data-testid="player-video"]'); v.muted = true; v.playbackRate = 2; return v.play(); });
  await until(page, () => document.querySelector('[data-testid="player-video"]').ended, null, "the video plays to its end");
  await page.goto(`${base}/learn/#/course/${courseId}`);
  await until(page, () => Number(document.querySelector(`[data-testid="course-completion"]`)?.dataset.rate) > 0, null, "the course page shows completion");
  const rate = Number(await page.locator(byId("course-completion")).first().getAttribute("data-rate"));
  await page.screenshot({ path: `${pictures}/completed.png` });
  console.log(JSON.stringify({ stoppedAt, resumedAt, rate }));
} catch (error) {
  console.error(error.stack);
  process.exitCode = 1;
} finally {
  await browser.close();
}
