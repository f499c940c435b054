const PARTY =
  /^(?:中国共产党|中共|中国共产主义青年团|共青团|中国国民党革命委员会|中国民主(?:同盟|建国会|促进会)|中国农工民主党|中国致公党|九三学社|民[革盟建进]|农工党|致公党)/;

/** A place in a text. */
export interface PlaceIn {
  readonly place: string;
  /** What stands before it: the name of a party. */
  readonly before: string;
  readonly after: string;
}

/**
 * The place with which a name or a part of a title begins, from the province to the district; empty where it begins with none. What ends like a place
 * and is a part of another word (文化市场, 城市管理, 社区) is none; an area that a body may be of is one where a name or a city
 * stands before it (浦东新区, 澄州市开发区).
 */
export const placeAt = (text: string): PlaceIn => {
  const before = PARTY.exec(text)?.[0] ?? '';
  let rest = text.slice(before.length);
  let place = '';
  for (let level = NONE; ;) {
    const next = partAt(rest, level);
    if (!next) return { place, before, after: rest };
    place += next.text;
    level = next.level;
    rest = rest.slice(next.text.length);
  }
};

const NONE = -1;
const PROVINCE = 0;
const CITY = 1;
const DISTRICT = 2;

interface Part {
  readonly text: string;
  readonly level: number;
}

/** Longer names are those of areas with a body of their own, and of autonomous ones. */
const PART_CHARS_MAX = 8;
const LONG_PART_CHARS_MAX = 18;
/** A body of a place ends such a word. */
const INSTITUTION = /局|中心|院|处|厅|办公|队|委|公司|协会|学校|大学|[中小]学|服务|管理|执法/;

const partAt = (rest: string, above: number): Part | null => {
  for (let end = 2; end <= Math.min(rest.length, LONG_PART_CHARS_MAX); end++) {
    if (!/[省市州盟区县旗]/.test(rest[end - 1]!)) continue;
    const text = rest.slice(0, end);
    // 徽州区, 赣县区, 沙市区: what ends like a place is a part of the name.
    if (/州$|^.[县市旗]$/.test(text) && /^[市区县]/.test(rest.slice(end))) {
      const longer = partOf(rest.slice(0, end + 1), rest.slice(end + 1), above);
      if (longer && longer.text.at(-1) !== text.at(-1)) return longer;
    }
    return partOf(text, rest.slice(end), above);
  }
  return null;
};

const partOf = (text: string, after: string, above: number): Part | null => {
  const level = levelOf(text, after, above);
  const isLong =
    text.length > PART_CHARS_MAX &&
    !/(?:自治[州区县旗]|特别行政区)$/.test(text) &&
    !ZONE.test(text);
  return level > above && !isLong && !INSTITUTION.test(text) && !ALONE.test(text)
    ? { text, level }
    : null;
};

/** 市财政局, 区教育局: of a place that is not named. 市中区 is a name. */
const ALONE = /^(?:[省区县]|市(?![中南北]区$))/;
/** 市 that begins another word. */
const WORD_WITH_CITY =
  /^(?:场(?![馆站地])|容|郊|域|政(?:工|设|园|公|道|养|建|管|绿|环|排|局|处)|民(?:服|中|卡|热|之|广|文|学|大|投)|监(?:局|所|管|综|分))/;
const WORD_BEFORE_CITY = /(?:[超夜菜早股楼黑]|^[上集都门])市$/;

const levelOf = (text: string, after: string, above: number): number => {
  const name = text.slice(0, -1);
  switch (text.at(-1)) {
    case '省':
      return name.length >= 2 && !text.endsWith('节省') ? PROVINCE : NONE;
    case '市': {
      // 盐城市 has a name of two characters, 澄州城市 is no name.
      const isCity =
        name.length >= 2 &&
        !WORD_BEFORE_CITY.test(text) &&
        !(name.endsWith('城') && name.length > 2) &&
        !WORD_WITH_CITY.test(after);
      return isCity ? (above < CITY ? CITY : DISTRICT) : NONE;
    }
    case '州':
      return text.endsWith('自治州') || (name.length <= 3 && !/[神九]州$/.test(text)) ? CITY : NONE;
    case '盟':
      return name.length >= 2 && !/[联同加]盟$/.test(text) ? CITY : NONE;
    case '县':
      return text.endsWith('贫困县') ? NONE : DISTRICT;
    case '旗':
      return /[国红升锦]旗$/.test(text) ? NONE : DISTRICT;
    default:
      return levelOfArea(text, after, above);
  }
};

/** 区 as the end of a word that is no place. */
const NO_AREA =
  /(?:社|园|校|小|景|灾|辖|片|街|库|灌|疫|战|军|赛|选|专|院|病|牧|渔|苏|禁|厂|营|老|大湾|保护|功能|工业|产业|住宅|生活|服务|养殖|商[务业]|居住|示范|试验|行政|名胜|风景|加工|物流|经济|经济特|主城|中心城|老城|旧城|建成)区$/;
/** 区 as the end of a word that is a place only below a city: 晋城市城区. */
const BELOW_CITY = /^[城郊矿]区$/;
/** An area with bodies of its own, and the words of its kind before. */
const ZONE =
  /(?:国家级?|省级|市级|国际|经济|技术|新技术|高新|高技术|产业|工业|旅游|出口|加工|综合|现代|农业|科技|生态|文化|循环|临港|临空|航空|空港|海洋|贸易|自由)*(?:新区|开发区|高新区|经开区|保税区|保税港区|合作区|管理区|度假区|工业园区|产业园区|自由贸易试验区)$/;

const levelOfArea = (text: string, after: string, above: number): number => {
  if (/^[划域间]/.test(after)) return NONE;
  if (/自治区$|特别行政区$/.test(text)) return PROVINCE;
  const zone = ZONE.exec(text);
  if (zone) return above >= CITY || zone.index >= 2 ? DISTRICT : NONE;
  if (text.endsWith('地区'))
    return text.length > 3 && !/(?:贫困|民族|边远|西部|农村|沿海)地区$/.test(text) ? CITY : NONE;
  if (BELOW_CITY.test(text)) return above >= CITY ? DISTRICT : NONE;
  return NO_AREA.test(text) || /^[山林湖港新]区$/.test(text) ? NONE : DISTRICT;
};
