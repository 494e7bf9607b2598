//! The data that distinguishes the languages of one script: their most frequent small words, and their own letters.
//!
//! The words are articles, prepositions, pronouns and forms of "to be", which make up a quarter to a half of any text.
//! They are chosen so that close neighbours differ (Danish `af`, Norwegian `av`). No word has more than 16 bytes.

/// The words and letters of one language.
pub(super) struct Profile {
    /// The code of the language in ISO 639-1, or in ISO 639-3 if it has none there.
    pub code: &'static str,
    /// The small words in lower case, with spaces between them.
    pub words: &'static str,
    /// The letters of the language that not all languages of its script have.
    pub letters: &'static str,
}

const fn profile(code: &'static str, words: &'static str, letters: &'static str) -> Profile {
    Profile { code, words, letters }
}

/// The languages written in Latin letters.
pub(super) const LATIN: &[Profile] = &[
    profile(
        "en",
        "the of and to in is that for was on with as it his by at from he are this be or had not which but have an \
         they were their has been you we she her who will would there when what more if can all out said about up \
         into than its some after could my our do also over just only other so your how him t s says should where \
         no any us these those because between most new",
        "",
    ),
    profile(
        "de",
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er \
         hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor \
         zur bis mehr durch man sein wurde sei ich wir ihre seine können gegen vom wenn unter diese kann schon mir \
         uns dich ihr kein keine eines dieser dieses jetzt damit worden wieder sagte sagt",
        "äöüß",
    ),
    profile(
        "nl",
        "de het een van en in is dat op te zijn met voor die niet aan er om ook als door maar bij uit naar heeft \
         over was ze of wordt nog worden hij meer deze dan kan geen hebben tot wel zo veel al zou moet onder werd \
         dit wat jaar haar hun ik je we mijn onze wij zij hier zoals tegen tussen zich waar",
        "ëïéè",
    ),
    profile(
        "af",
        "die het en van is in nie wat vir te om met op aan dat was hy ek sy ook hulle deur by word sal na ons as \
         maar kan uit jy haar wees hierdie daar moet meer of so oor nog geen toe baie gaan se tot",
        "êëïô",
    ),
    profile(
        "fr",
        "de la le et les des en un une du que est dans qui pour par au a il sur ne se pas plus ce l d qu n c s avec \
         sont son aux cette ont mais comme ou sa ses été nous vous leur elle fait être on était même aussi après \
         deux entre sans ils tout si je mon ces où dont très leurs à depuis selon",
        "àâçéèêëîïôùûœ",
    ),
    profile(
        "es",
        "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin \
         sobre este ya entre cuando todo esta ser son dos también fue había era muy hasta desde está mi porque qué \
         sólo han yo hay vez puede todos así nos ni parte tiene él uno donde bien según",
        "áéíñóúü¿¡",
    ),
    profile(
        "pt",
        "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou \
         quando muito nos já eu também só pelo pela até isso ela entre depois sem mesmo aos seus quem nas me esse \
         eles você essa num nem suas meu às minha numa são foi está tem ser há pelos pelas",
        "áâãàçéêíóôõú",
    ),
    profile(
        "it",
        "di e il la che in un a per è una sono del con non le della si i da al dei nel come più anche lo gli delle \
         ha alla ma su se dal questo degli o nella ed dell all l dalla suo sua ai nell stato cui essere ci quando \
         tra io mi ho hanno loro tutti dopo solo era perché due dai sul questa nei dalle",
        "àèéìòù",
    ),
    profile(
        "ca",
        "de la i a el que les en els l un per una amb del es és d al no més ha com dels va ser o aquest s són on se \
         seva aquesta pel però hi seu fer tot han què ho entre també molt fins quan tots sobre sense ja li des vaig \
         havia nosaltres",
        "àçèéíïòóúü·",
    ),
    profile(
        "gl",
        "de a e o que do da en un para os unha no na por as con se máis dos ao como non das é á foi ou polo pola \
         súa seu tamén nos entre ten esta unhas aínda moi sen pero eles cando pode hai este onde",
        "áéíñóú",
    ),
    profile(
        "ro",
        "de și şi în a la cu pe care că nu o din sunt mai pentru este un al se au fost lui dar sau ce prin după fi \
         ca el ei cele lor unui unei cel sa fie într când ale asupra fără iar acest această foarte doar către \
         despre între va am",
        "ăâîșțşţ",
    ),
    profile(
        "pl",
        "w i na z do się nie że to jest o od po jak za co przez dla tym są ale czy tego ze jego jej jako już był \
         tylko oraz było może które który która być także przy gdy lub ma tak pod przed będzie nad ich te ten ta \
         więc mnie mi roku",
        "ąćęłńóśźż",
    ),
    profile(
        "cs",
        "a v se na je že s z do o to i ve pro jako za by ale si po jsem podle které který která jeho od k jsou byl \
         také být ze bylo však až než nebo není už ještě jen jak co při její jejich před tak aby řekl bude mezi \
         roku",
        "áčďéěíňóřšťúůýž",
    ),
    profile(
        "sk",
        "a v sa na je že s z do o to aj vo pre ako za by ale si po som podľa ktoré ktorý ktorá jeho od k sú bol \
         tiež byť zo bolo však až než alebo nie už ešte len čo pri jej ich pred tak aby povedal bude medzi roku keď",
        "áäčďéíĺľňóôŕšťúýž",
    ),
    profile(
        "sl",
        "je in v se na da za so ki z pa ne bi s o tudi po kot od iz pri še ali tako bil kar do že ni le bo med ter \
         več jih lahko leta ko bila bilo smo sta pred jim njegov svoje samo tem",
        "čšž",
    ),
    profile(
        "hr",
        "je i u na se da su za od a s o koji kao što iz bi ne do će nije po koje sam te ili ali koja kako to samo \
         već više tako bio prema kada bila tko gdje svoje nakon tijekom godine prije poslije također vrijeme svijet \
         uvijek ovdje dio mjesto vijeće",
        "čćđšž",
    ),
    profile(
        "sr",
        "je i u na se da su za od a sa o koji kao što iz bi ne do će nije po koje sam te ili ali koja kako to samo \
         već više tako bio prema kada bila ko gde svoje nakon tokom godine pre posle takođe vreme svet uvek ovde \
         deo mesto veće šta",
        "čćđšž",
    ),
    profile(
        "hu",
        "a az és hogy nem is egy ez meg de csak volt már mint azt van el ki még ha ezt sem kell vagy amely akkor \
         ami lesz majd szerint után pedig között lehet aki nagyon minden úgy így mert most itt olyan",
        "áéíóöőúüű",
    ),
    profile(
        "fi",
        "ja on ei että se oli hän mutta ovat kun myös tai kuin joka niin sen mukaan olla ole voi jos vain sitä jo \
         nyt nämä hänen jonka sekä ollut mitä he me minä sinä siitä kuten vielä tämä tämän ennen kanssa jotka",
        "äö",
    ),
    profile(
        "et",
        "ja on ei et see oli kui ka aga ta oma siis või mis ning mida kes nad tema seda veel ma selle pole nii kas \
         tuleb kuid juba pärast üle ainult sest mitte välja",
        "äõöü",
    ),
    profile(
        "lv",
        "un ir ar par no ka uz kas bet nav lai pēc vai arī tas ja kā to viņš viņa tika bija gan būs pie jau savu \
         tikai ko šo tiek līdz vēl",
        "āčēģīķļņšūž",
    ),
    profile(
        "lt",
        "ir yra kad į su iš tai kaip bet apie už dėl jau per po nuo tik ne buvo jo jos dar ar bus savo kurie kuris \
         šio taip pat arba jei jų prie",
        "ąčęėįšųūž",
    ),
    profile(
        "sv",
        "och i att det som en på är av för med den till inte har de om ett han men var jag sig så från vi kan när \
         under efter eller nu där vid mot ska skulle då hon hade vad alla kommer finns också blev år deras utan \
         mycket",
        "åäö",
    ),
    profile(
        "da",
        "og i at det er en til af på for med den der de ikke har som et om han var men sig fra vi kan jeg ved skal \
         efter eller hun blev havde over mod når også være været hvor have kunne siger år nu ud op meget hvad dem \
         uden mig dig bliver blive nogle noget mellem kun",
        "åæø",
    ),
    profile(
        "no",
        "og i det er en til av på for med den som de ikke har at et om han var men seg fra vi kan jeg ved skal \
         etter eller hun ble hadde over mot når også være vært hvor ha kunne sier år nå ut opp mye hva dem uten noe \
         meg deg blir bli noen mellom bare ikkje eg ein frå vere då",
        "åæø",
    ),
    profile(
        "is",
        "og að í er á sem við um til en ekki það var fyrir með hann af eru ég hún þeir þetta þess frá verið hafa \
         því verður eftir þá yfir svo segir",
        "áðéíóúýþæö",
    ),
    profile("ga", "agus sé tá ní bhí ó faoi sin chun seo leis bhfuil raibh", "áéíóú"),
    profile("cy", "yn mae gan wedi hyn fod ac nid oedd bod mewn sydd eu gyda hefyd ond", "âêîôŵŷ"),
    profile("mt", "din għal hija minn kien huwa jew l mill lill kull għandu", "ċġħż"),
    profile(
        "sq",
        "e të në i dhe një për që me ka nga se është më do u së nuk si janë por kjo ky edhe ishte tha duke pas mund \
         ose shumë",
        "çë",
    ),
    profile(
        "tr",
        "ve bir bu da de için ile çok olarak daha olan gibi en kadar ne sonra var değil ama o ki olduğu göre mi her \
         şey yok ise tarafından ya bin yeni kendi büyük oldu etti ancak söyledi belirtti diye kişi yıl yılında gün \
         önce",
        "çğıöşü",
    ),
    profile(
        "az",
        "və bir bu ilə üçün da də ki olan edir daha onun bütün olub isə çox sonra görə var kimi ildə tərəfindən",
        "çəğıöşü",
    ),
    profile("uz", "va bu bilan bir uchun ham deb o da edi kerak qilish lgan ladi haqida keyin yoki", "ʻ"),
    profile(
        "vi",
        "và của là có cho trong được các với không một những người này đã để khi đến từ ông năm cũng về tại nhiều \
         ra như phải sẽ",
        "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    ),
    profile(
        "id",
        "yang dan di dengan untuk dari ini dalam pada tidak itu ke akan juga adalah oleh sebagai ada tersebut \
         karena atau bisa telah menjadi dapat mereka saya kata sudah lebih bahwa tahun",
        "",
    ),
    profile(
        "ms",
        "yang dan di dengan untuk daripada ini dalam pada tidak itu ke akan juga adalah oleh sebagai ada tersebut \
         kerana atau boleh telah menjadi dapat mereka saya kata sudah lebih bahawa tahun beliau",
        "",
    ),
    profile("tl", "ang ng mga ay ito siya kay hindi niya kung nang mo ako naman lang pero ngunit", ""),
    profile("sw", "kwa katika kuwa hiyo huo hii kama pia yake baada lakini watu cha", ""),
    profile("so", "oo waa ka iyo ay uu soo ayaa aan loo isaga waxaa", ""),
    profile("ha", "wannan sun cewa wani kuma don shi wata", "ɓɗƙ"),
    profile("ku", "û jî ev bû ew wan", "çêîşû"),
    profile(
        "eu",
        "eta da ez bat du dira izan zen ere bere dute baina egin hau zuen duen beste baino ditu edo dela",
        "",
    ),
    profile("eo", "kaj estas kiu oni ĉi pri pli estis aŭ", "ĉĝĥĵŝŭ"),
    // Filler text ("Lorem ipsum") is detected as Latin.
    profile("la", "sed ut quae quod enim atque eius autem nec sunt esse quam quis dolor sit amet ipsum nisi cum", ""),
];

/// The languages written in Cyrillic letters.
pub(super) const CYRILLIC: &[Profile] = &[
    profile(
        "ru",
        "и в не на что с по как это он к но из у за от о же для все так его было только был бы или мы они она до \
         мне еще ещё ее её уже если чтобы их при во этого который которые также после сказал ли где быть года",
        "ёщъыэ",
    ),
    profile(
        "uk",
        "і в не на що з до у та за від як це про для є й який які але його було також після при був або щоб року \
         під час бути із чи може я ми вони він вона того якщо ще лише",
        "єіїґщ",
    ),
    profile(
        "be",
        "і ў не на што з да у за ад як гэта пра для які якія але яго было таксама пасля быў або каб пад можа мы яны \
         ён яна таго калі яшчэ толькі год",
        "ёіўыэ",
    ),
    profile(
        "bg",
        "и на в да се за от не по че са с е като със ще до във той при или но това му към си така които който след \
         има бе би бъде беше през обаче само още вече тази този ли",
        "щъ",
    ),
    profile(
        "mk",
        "и на во да се за од не по дека со е како ќе до тој при или но тоа му кон си така кои кој има беше би биде \
         низ овој оваа ги го им",
        "ѓѕјљњќџ",
    ),
    profile(
        "sr",
        "и је у на се да су за од а са о који као што из би не до ће није по које или али која како то само већ \
         више тако био према када била после где",
        "ђјљњћџ",
    ),
    profile("kk", "және мен бұл үшін да де бір туралы деп болып осы екенін ол бар бойынша кейін жылы", "әғіқңөұүһ"),
    profile("ky", "жана менен бул үчүн да бир деп ал болуп жөнүндө бар боюнча кийин", "ңөү"),
    profile("mn", "нь байна юм энэ ба гэж болон тухай хийх байгаа улсын өөр бол", "өү"),
    profile("tg", "ва дар ба аз ки ин бо барои аст як он ҳам", "ғӣқӯҳҷ"),
    profile("tt", "һәм белән бу өчен дә бер дип да", "әөүҗңһ"),
];

/// The languages written in Arabic letters.
pub(super) const ARABIC: &[Profile] = &[
    profile(
        "ar",
        "في من على أن إلى التي عن مع هذا الذي ما لا هذه كان أو بين بعد قد ذلك كما لم كل وقال خلال هو حيث كانت و",
        "ةىكيأإؤئ",
    ),
    profile(
        "fa",
        "و در به از که این را با است برای آن یک می بر شد خود تا هم های شود کرد ها نیز اما دیگر او کرده شده",
        "پچژگکی",
    ),
    profile(
        "ur",
        "کے کی میں ہے کا اور سے نے کو پر کہ ہیں یہ بھی اس ان کیا جو نہیں تھا ایک گیا کر ہو لیے",
        "ٹڈڑےںہپچگھکی",
    ),
    profile("ps", "د په او چې کې له نه دی ته یې سره هم ده دا کړي شوي لپاره پر هغه", "ټډړږښګڼېۍپچژ"),
    profile("ckb", "لە و بە بۆ کە ئەو لەسەر ئەم بوو کرد دەکات هەر", "ێۆڵڕەڤپچژگکی"),
    profile("ug", "ۋە بىلەن بۇ بىر ھەم", "ېۆۇۈۋەڭھىگچ"),
    profile("sd", "۾ جي جو کي تي آهي سان جا کان", "ٻڀٽٿڃڄڇڊڌڍڏڙڪڱڳڻ"),
];

/// The languages written in Devanagari.
pub(super) const DEVANAGARI: &[Profile] = &[
    profile("hi", "है के में की का से और को ने पर यह हैं कि भी नहीं एक इस था गया कर हो लिए या उस वह साथ अपने तक", ""),
    profile("mr", "आहे आणि या च्या हे की ही तो व होते आहेत असे केली केले मध्ये नाही त्या मी होता हा", "ळ"),
    profile("ne", "छ र को मा ले का छन् भएको हो पनि गरेको यो लागि गर्न भन्ने एक थियो तर", ""),
];

/// The languages written in Hebrew letters.
pub(super) const HEBREW: &[Profile] = &[
    profile("he", "של את על לא הוא עם זה כי גם אל היא או אם כל יש בין אבל היה", ""),
    profile("yi", "און די אין דער פון צו איז אז מיט ניט האט א פאר", "װױײ"),
];
