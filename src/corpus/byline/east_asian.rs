//! Reads bylines in Korean, Chinese and Japanese, where a job title is next to the name or brackets are around it.
//!
//! These scripts have no capitals, so a word is a name only if it begins with a family name and has the length of a
//! name.

/// Job titles that follow a name in Korean.
const KOREAN_POSTS: [&str; 2] = ["기자", "특파원"];

/// Job titles before a name in Chinese, and before or after it in Japanese.
const POSTS: [&str; 2] = ["记者", "記者"];

/// Frequent family names in Korean, one syllable each.
const KOREAN_FAMILIES: &str = "김이박최정강조윤장임한오서신권황안송유류전홍고문양손배백허남심노하곽성차주우구나민진지엄채원천방공현함\
    변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용";

/// Korean words of two syllables before a job title that begin like names: the fields that reporters work in.
const KOREAN_DESKS: [&str; 15] = [
    "전문", "선임", "인턴", "정치", "여행", "의학", "사진", "문화", "주간", "지역", "전임", "수습", "현장", "연예",
    "방송",
];

/// Frequent family names in Chinese, one character each.
const CHINESE_FAMILIES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余\
    潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易武乔贺赖龚張劉陳楊趙黃吳孫馬羅鄭謝\
    韓馮蕭鄧許呂蘇盧賈葉閻鍾譚鄒陸顧龍萬錢湯喬賀賴龔莊詹";

/// Family names of two characters in Chinese.
const CHINESE_FAMILIES_OF_TWO: [&str; 8] = ["欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "皇甫"];

/// Frequent family names of two and three characters in Japanese.
const JAPANESE_FAMILIES: [&str; 100] = [
    "佐藤",
    "鈴木",
    "高橋",
    "田中",
    "伊藤",
    "渡辺",
    "渡邊",
    "山本",
    "中村",
    "小林",
    "加藤",
    "吉田",
    "山田",
    "佐々木",
    "山口",
    "松本",
    "井上",
    "木村",
    "斎藤",
    "斉藤",
    "清水",
    "山崎",
    "池田",
    "橋本",
    "阿部",
    "石川",
    "前田",
    "藤田",
    "後藤",
    "小川",
    "岡田",
    "村上",
    "長谷川",
    "近藤",
    "石井",
    "坂本",
    "遠藤",
    "青木",
    "藤井",
    "西村",
    "福田",
    "太田",
    "三浦",
    "藤原",
    "岡本",
    "松田",
    "中川",
    "中野",
    "原田",
    "小野",
    "田村",
    "竹内",
    "金子",
    "和田",
    "中山",
    "石田",
    "上田",
    "森田",
    "柴田",
    "酒井",
    "工藤",
    "横山",
    "宮崎",
    "宮本",
    "内田",
    "高木",
    "安藤",
    "谷口",
    "大野",
    "丸山",
    "今井",
    "高田",
    "藤本",
    "武田",
    "村田",
    "上野",
    "杉山",
    "増田",
    "平野",
    "大塚",
    "千葉",
    "久保",
    "松井",
    "小島",
    "岩崎",
    "桜井",
    "野口",
    "松尾",
    "野村",
    "木下",
    "菊地",
    "菊池",
    "大西",
    "新井",
    "浜田",
    "杉本",
    "古川",
    "市川",
    "水野",
    "島田",
];

/// Separators between names and around them.
const BETWEEN: [char; 12] = ['、', '，', ',', '/', '／', '·', '・', ' ', '\u{3000}', '=', '＝', '|'];

/// The brackets around a name alone at the end of a text, and those around a job title and names.
const BRACKETS: [(char, char); 4] = [('（', '）'), ('【', '】'), ('(', ')'), ('〔', '〕')];

/// Returns the names in a short line with a job title: `김철수 기자 kim@wire.example`, `本报记者 张三 李四`, `山田太郎記者`.
pub fn names_beside_a_post(line: &str) -> Vec<&str> {
    const LONGEST: usize = 160;
    // Lines in other scripts end here.
    if line.len() > LONGEST || line.is_ascii() || line.contains(['。', '\n']) {
        return Vec::new();
    }
    let line = line.trim();
    let is_hangul_behind = |behind: &str| behind.contains(is_hangul);
    let names = korean(line, |behind| !is_hangul_behind(behind));
    if names.is_empty() { chinese_or_japanese(line) } else { names }
}

/// Returns the names in the dateline at the start of a paragraph: `(부산=항구통신) 김철수 기자 = …`, `新华社北京3月8日电（记者张三、李四）…`.
pub fn names_in_a_dateline(paragraph: &str) -> Vec<&str> {
    const LOOKED_AT: usize = 160;
    let head = paragraph.trim_start();
    let head = &head[..head.floor_char_boundary(LOOKED_AT)];
    if head.is_ascii() {
        return Vec::new();
    }
    let is_dateline = |behind: &str| behind.trim_start().starts_with(['=', '＝']);
    let names = korean(head, is_dateline);
    if !names.is_empty() {
        return names;
    }
    // The words in the first brackets.
    let first = BRACKETS.iter().filter_map(|(open, close)| Some((head.find(*open)?, *open, *close)));
    let inner = first.min_by_key(|(at, ..)| *at).and_then(|(at, open, close)| {
        let (inner, _) = head[at + open.len_utf8()..].split_once(close)?;
        (!head[..at].contains('。')).then_some(inner)
    });
    inner.filter(|inner| POSTS.iter().any(|post| inner.contains(post))).map(chinese_or_japanese).unwrap_or_default()
}

/// Returns the Japanese names in the brackets at the end of a text: `…と述べた。（山田太郎）`, `【山田太郎、鈴木花子】`.
pub fn names_in_brackets(text: &str) -> Vec<&str> {
    const LONGEST: usize = 90;
    let text = text.trim_end();
    let inner = BRACKETS.iter().find_map(|(open, close)| {
        let inner = text.strip_suffix(*close)?;
        inner.rfind(*open).map(|at| &inner[at + open.len_utf8()..])
    });
    let Some(inner) = inner.filter(|inner| inner.len() <= LONGEST && !inner.is_ascii()) else {
        return Vec::new();
    };
    let names: Vec<&str> = inner.split(BETWEEN).filter(|part| !part.is_empty()).collect();
    if names.iter().all(|name| is_japanese_name(name)) { names } else { Vec::new() }
}

/// Returns the names before the job title in a line, if `is_behind` accepts the rest of the line after the job title.
fn korean(line: &str, is_behind: impl Fn(&str) -> bool) -> Vec<&str> {
    const MOST_WORDS_BEFORE: usize = 5;
    for post in KOREAN_POSTS {
        let Some((before, behind)) = line.split_once(post) else {
            continue;
        };
        let before = before.trim_end();
        let word = before.rsplit([' ', ')', ']', '/', '|', '=', '】']).next().unwrap_or(before);
        let names: Vec<&str> = word.split(['·', ',', '‧']).filter(|part| !part.is_empty()).collect();
        // A photographer is no author, unless the line mentions the text as well.
        let is_of_picture = before.contains("사진") && !before.contains('글') || before.contains("영상");
        let is_line = before.split_whitespace().count() <= MOST_WORDS_BEFORE && is_behind(behind) && !is_of_picture;
        if is_line && !names.is_empty() && names.iter().all(|name| is_korean_name(name)) {
            return names;
        }
    }
    Vec::new()
}

/// Returns the names next to the job title in a line.
fn chinese_or_japanese(line: &str) -> Vec<&str> {
    const LONGEST: usize = 40;
    const MOST_BEFORE: usize = 16;
    if line.chars().count() > LONGEST {
        return Vec::new();
    }
    let Some((before, behind)) = POSTS.iter().find_map(|post| line.split_once(post)) else {
        return Vec::new();
    };
    let behind = behind.trim_start_matches([':', '：', ' ', '\u{3000}', '＝', '・']);
    if behind.contains(OF_PICTURES) {
        return Vec::new();
    }
    let end = behind.find(['）', ')', '】', '〕', '」', ']']).unwrap_or(behind.len());
    let is_name = |part: &&str| is_chinese_name(part) || is_japanese_name(part);
    let names: Vec<&str> = behind[..end].split(BETWEEN).filter(|part| !part.is_empty()).take_while(is_name).collect();
    if !names.is_empty() {
        return if before.chars().count() <= MOST_BEFORE { names } else { Vec::new() };
    }
    let name = before.trim_end().rsplit(BETWEEN).next().unwrap_or(before);
    if behind.is_empty() && is_japanese_name(name) { vec![name] } else { Vec::new() }
}

/// Characters of words for taking pictures.
const OF_PICTURES: [char; 3] = ['摄', '攝', '撮'];

fn is_hangul(c: char) -> bool {
    ('\u{ac00}'..='\u{d7a3}').contains(&c)
}

fn is_korean_name(word: &str) -> bool {
    let n_syllables = word.chars().count();
    (2..=4).contains(&n_syllables)
        && word.chars().all(is_hangul)
        && word.starts_with(|c| KOREAN_FAMILIES.contains(c))
        && !KOREAN_DESKS.contains(&word)
        // The department of a paper: "정치부", "국제부".
        && !(n_syllables == 3 && word.ends_with('부'))
}

/// True if a word has the form of a person's name in Chinese.
pub fn is_chinese_name(word: &str) -> bool {
    let n_characters = word.chars().count();
    let is_of_two = CHINESE_FAMILIES_OF_TWO.iter().any(|family| word.starts_with(family));
    let lengths = if is_of_two { 3..=4 } else { 2..=3 };
    lengths.contains(&n_characters)
        && word.chars().all(is_ideograph)
        && (is_of_two || word.starts_with(|c| CHINESE_FAMILIES.contains(c)))
        // The end of "张三报", which means that someone reports.
        && !word.ends_with(['报', '報', '讯', '訊', '电', '電'])
}

fn is_japanese_name(word: &str) -> bool {
    let is_of_names = |c: char| is_ideograph(c) || matches!(c, '\u{3040}'..='\u{30ff}' | '々');
    (3..=6).contains(&word.chars().count())
        && word.chars().all(is_of_names)
        && JAPANESE_FAMILIES.iter().any(|family| word.len() > family.len() && word.starts_with(family))
}

fn is_ideograph(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_beside_posts() {
        for (line, expected) in [
            ("김철수 기자", "김철수"),
            ("항구신문 김철수·이영희 기자 kim@wire.example", "김철수|이영희"),
            ("/김철수 기자", "김철수"),
            ("박서준 특파원 2022.03.08", "박서준"),
            ("전문 기자", ""),
            ("정치부 기자", ""),
            ("국제부 기자", ""),
            ("방송 기자", ""),
            ("관련 기자", ""),
            ("김철수 기자회견", ""),
            ("김철수 기자가 말했다", ""),
            ("本报记者 张三 李光明", "张三|李光明"),
            ("港湾网记者张三丰", "张三丰"),
            ("来源：港湾网 记者：欧阳文", "欧阳文"),
            ("記者陳大文／台北報導", "陳大文"),
            ("记者 获悉", ""),
            ("记者张三摄", ""),
            ("本报记者 张三 摄影", ""),
            ("사진=김철수 기자", ""),
            ("글·사진 김철수 기자", "김철수"),
            ("记者会", ""),
            ("记者从港务局获悉", ""),
            ("山田太郎記者", "山田太郎"),
            ("港湾新聞 記者 佐々木花", "佐々木花"),
            ("記者会見", ""),
            ("Port Halden", ""),
        ] {
            assert_eq!(names_beside_a_post(line).join("|"), expected, "{line}");
        }
    }

    #[test]
    fn names_in_datelines_and_brackets() {
        for (text, expected) in [
            ("(부산=항구통신) 김철수 기자 = 밤 배는 항구에 머물렀다.", "김철수"),
            ("[항구신문] 이영희 기자= 밤 배는 항구에 머물렀다.", "이영희"),
            ("밤 배는 항구에 머물렀다고 김철수 기자가 전했다.", ""),
            ("港湾网3月8日电（记者张三、李光明）渡轮周六停在港口。", "张三|李光明"),
            ("【記者陳大文／台北報導】渡輪週六停在港口。", "陳大文"),
            ("【記者陳大文／台北報導】渡輪（見圖）週六停在港口。", "陳大文"),
            ("〔記者林小華／基隆報導〕碼頭（東岸）週日關閉。", "林小華"),
            ("渡轮周六停在港口。（记者张三）", ""),
            ("The ferry stayed in port (as always).", ""),
        ] {
            assert_eq!(names_in_a_dateline(text).join("|"), expected, "{text}");
        }
        for (text, expected) in [
            ("船は出ないと述べた。（山田太郎）", "山田太郎"),
            ("【山田太郎、鈴木花子】", "山田太郎|鈴木花子"),
            ("船は出ないと述べた。（共同）", ""),
            ("船は出ないと述べた（会員限定）", ""),
            ("the ferry (late)", ""),
        ] {
            assert_eq!(names_in_brackets(text).join("|"), expected, "{text}");
        }
    }
}
