/** Words that end like a place and are none: 社区卫生服务中心, 城市管理局. */
const NO_PLACE = /^(?:城市|社区|园区|校区|小区|景区|[省市区县])/;
const PLACE =
  /^(?:\p{Script=Han}{2,7}?(?:省|自治区))?(?:\p{Script=Han}{1,8}?[市州盟])?(?:\p{Script=Han}{1,8}?[区县旗市])?/u;
const PARTY = /^(?:中国共产党|中共)/;

/** The name without spaces and without a bracket, which holds a former or second name, e.g. （原…）. */
export const plainName = (printed: string): string =>
  printed.replace(/\s+/gu, '').replace(/[（(〔[][^）)〕\]]*[）)〕\]]/gu, '') ||
  printed.replace(/\s+/gu, '');

/** The place with which a name or a part of a title begins; empty where it begins with none. */
export const placeAt = (text: string): string => {
  const bare = text.replace(PARTY, '');
  return NO_PLACE.test(bare) ? '' : (PLACE.exec(bare)?.[0] ?? '');
};
