// @ts-check
// 抛出来给人看的话。

/** 给人看的一句话。 */
export class Sentence extends Error {}

/** 自己按“停下”停的，不是出了毛病。 */
export class Stopped extends Sentence {
  constructor() {
    super('已停下；要接着看的，请再按一次。');
  }
}
