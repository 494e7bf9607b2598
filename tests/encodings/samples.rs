//! Short news texts in many languages, written for these tests, with the encodings that such news were written in.

/// A text and its encodings.
pub struct Sample {
    /// The language code.
    pub language: &'static str,
    /// The labels of encodings that are detected by the bytes alone.
    pub guessed: &'static [&'static str],
    /// The labels of encodings that only a declaration can distinguish, each with the reason.
    pub declared: &'static [(&'static str, &'static str)],
    /// A title, an empty line, and two or three sentences.
    pub text: &'static str,
}

/// The reason why a text in a rare encoding may be taken for one in a frequent encoding.
const RARE: &str = "hardly any text is in it, and its letters are other letters of frequent encodings";
/// The reason why two encodings cannot be distinguished by the bytes.
const SISTER: &str = "nearly the same bytes as in a more frequent encoding, with other forms of a few letters";

const fn sample(
    language: &'static str,
    guessed: &'static [&'static str],
    declared: &'static [(&'static str, &'static str)],
    text: &'static str,
) -> Sample {
    Sample { language, guessed, declared, text }
}

pub const SAMPLES: &[Sample] = &[
    sample(
        "en",
        &["windows-1252", "macintosh"],
        &[],
        "Harbour master: “we sail when the door is dry”\n\nThe night ferry stayed in port for the fourth evening — \
         that’s the longest pause since 1998. “Nobody’s to blame,” the harbour master said. Tickets at £12 can be \
         given back at the café on the quay until Sunday.",
    ),
    sample(
        "de",
        &["windows-1252", "macintosh", "iso-8859-15"],
        &[],
        "Brücke über den Fluß wieder geöffnet\n\nDie alte Brücke am Südufer ist seit Montag wieder für den Verkehr \
         geöffnet. „Wir haben länger gebraucht als nötig“, sagte die Bürgermeisterin. Für Fußgänger bleibt der Weg \
         während der nächsten Wochen gesperrt, weil das Geländer noch geprüft werden muß.",
    ),
    sample(
        "fr",
        &["windows-1252", "macintosh", "iso-8859-15"],
        &[],
        "Le conseil reporte le vote sur les péages\n\nLe conseil municipal a décidé mardi de reporter à l’été le vote \
         sur les péages du port. Selon le maire, « les chiffres présentés étaient dépassés ». Des pêcheurs, venus \
         très nombreux, ont protesté devant l’hôtel de ville où la séance s’achevait.",
    ),
    sample(
        "es",
        &["windows-1252", "macintosh", "iso-8859-15"],
        &[],
        "La lluvia inundó el muelle antiguo\n\nLa lluvia de la última semana inundó el muelle y obligó a cerrar el \
         mercado de pescado hasta el próximo miércoles. ¿Cuándo volverán los puestos? «Quizá mañana», respondió el \
         dueño de uno de ellos. El año pasado ocurrió lo mismo en Cabo Peñón.",
    ),
    sample(
        "pt",
        &["windows-1252", "macintosh"],
        &[],
        "Estação do porto reabre após obras\n\nA estação marítima reabriu na terça-feira, depois de três meses de \
         obras. A direção informou que não haverá alterações nos preços até ao verão. Os pescadores da região \
         queixam-se, porém, de que o cais continua sem iluminação e sem água.",
    ),
    sample(
        "it",
        &["windows-1252", "macintosh"],
        &[],
        "Il traghetto notturno non partirà più\n\nLa società ha annunciato che il traghetto della notte non partirà \
         più fino a lunedì. «È una questione di sicurezza», ha detto il comandante, perché la porta di poppa non si \
         chiude. La città dovrà così rinunciare a metà delle merci; chi può, viaggerà di giorno.",
    ),
    sample(
        "nl",
        &["windows-1252"],
        &[],
        "Bakkers vragen één prijs voor meel\n\nDe bakkers in de havenstad vragen om één vaste prijs voor meel. „Zo \
         kan het niet verder”, zei de voorzitter na afloop van een coördinatieoverleg. De maïs en de tarwe worden \
         sinds februari via de noordelijke sluis aangevoerd; de financiële schade blijft beperkt.",
    ),
    sample(
        "sv",
        &["windows-1252", "macintosh"],
        &[],
        "Färjan står stilla för fjärde kvällen\n\nNattfärjan till öarna låg kvar i hamnen även på lördagen. Rederiet \
         skyller på en akterport som inte går att täta. Omkring hundra resenärer fick övernatta på vandrarhemmet vid \
         ån, där det också bjöds på ärtsoppa och våfflor.",
    ),
    sample(
        "da",
        &["windows-1252"],
        &[],
        "Færgen bliver i havn på fjerde døgn\n\nNatfærgen til øerne blev også lørdag liggende ved kajen. Rederiet \
         siger, at en port på agterdækket ikke kan lukkes. Omkring hundrede rejsende måtte sove på højskolen ved åen, \
         hvor de fik både suppe og rugbrød.",
    ),
    sample(
        "no",
        &["windows-1252"],
        &[],
        "Fergen blir liggende for fjerde kveld på rad\n\nNattfergen til øyene ble liggende ved kai også lørdag. \
         Rederiet forklarer at en port på akterdekket ikke lar seg lukke. Rundt hundre reisende måtte overnatte på \
         vandrerhjemmet ved åen, der de både fikk suppe og brød, og nå håper de på bedre vær.",
    ),
    sample(
        "fi",
        &["windows-1252", "macintosh", "iso-8859-15"],
        &[],
        "Yölautta pysyi satamassa neljännen illan\n\nSaarille kulkeva yölautta jäi lauantaina jälleen laituriin. \
         Varustamon mukaan perän portti ei sulkeudu. Noin sata matkustajaa yöpyi jokivarren retkeilymajassa, jossa \
         heille tarjottiin hernekeittoa ja lämmintä leipää. Lähtöä yritetään sään salliessa tänään.",
    ),
    sample(
        "is",
        &["windows-1252"],
        &[],
        "Næturferjan liggur enn við bryggju\n\nFerjan sem siglir til eyjanna lá áfram í höfninni á laugardag. Útgerðin \
         segir að ekki sé hægt að loka skuthurðinni. Um hundrað farþegar þurftu að gista í gömlu tollstöðinni, þar \
         sem þeim var boðið upp á súpu og brauð. Næst verður reynt að sigla á þriðjudaginn.",
    ),
    sample(
        "ga",
        &["iso-8859-14"],
        &[],
        "Ḃí an bád fós sa ċuan\n\nḂí an bád farantóireaċta fós sa ċuan oíċe Ṡaṫairn. Dúirt an máistir cuain naċ \
         bfuil an doras deiriḋ slán. D’ḟan céad paisinéir sa tseanteaċ custaim, agus tugaḋ anraiṫ agus arán dóiḃ.",
    ),
    sample(
        "cy",
        &[],
        &[("iso-8859-14", RARE)],
        "Y fferi nos yn dal yn yr harbwr\n\nArhosodd y fferi nos yn yr harbwr am y bedwaredd noson. Dywedodd y \
         meistr na ellid cau drws y starn. Cafodd tua chant o deithwyr lety yn yr hen dollty, lle roedd cŵl a dŵr \
         poeth, tŷ cynnes a phobl garedig. Mae’r gŵyn wedi mynd at y cyngor.",
    ),
    sample(
        "pl",
        &["windows-1250", "iso-8859-2"],
        &[],
        "Nocny prom czwarty wieczór stoi w porcie\n\nProm na wyspy także w sobotę został przy nabrzeżu. Według \
         armatora nie da się szczelnie zamknąć furty rufowej. Około stu pasażerów spędziło noc w dawnej komorze \
         celnej, gdzie dostali gorącą zupę. Związek twierdzi, że usterkę zgłoszono już w styczniu.",
    ),
    sample(
        "cs",
        &["windows-1250", "iso-8859-2"],
        &[],
        "Noční přívoz zůstal čtvrtý večer v přístavu\n\nPřívoz na ostrovy nevyplul ani v sobotu. Podle provozovatele \
         nelze utěsnit zadní vrata. Asi stovka cestujících přespala ve staré celnici, kde dostala horkou polévku a \
         chléb. Odbory tvrdí, že závada byla hlášena už v lednu a že ji nikdo neřešil.",
    ),
    sample(
        "sk",
        &["windows-1250", "iso-8859-2"],
        &[],
        "Nočný trajekt zostal štvrtý večer v prístave\n\nTrajekt na ostrovy nevyplával ani v sobotu. Podľa \
         prevádzkovateľa sa nedajú utesniť zadné vráta. Približne sto cestujúcich prespalo v starej colnici, kde \
         dostali teplú polievku a chlieb. Odbory tvrdia, že porucha bola ohlásená už v januári.",
    ),
    sample(
        "hu",
        &["windows-1250", "iso-8859-2"],
        &[],
        "Negyedik este maradt kikötőben az éjszakai komp\n\nA szigetekre induló komp szombaton sem futott ki. Az \
         üzemeltető szerint a tatajtó nem zár rendesen. Mintegy száz utas a régi vámházban töltötte az éjszakát, ahol \
         meleg levest és kenyeret kaptak. A szakszervezet szerint a hibát már januárban jelezték.",
    ),
    sample(
        "hr",
        &["windows-1250", "iso-8859-2"],
        &[],
        "Noćni trajekt i četvrte večeri u luci\n\nTrajekt za otoke ni u subotu nije isplovio. Brodar kaže da se krmena \
         vrata ne mogu čvrsto zatvoriti. Oko stotinu putnika prenoćilo je u staroj carinarnici, gdje su dobili vruću \
         juhu i kruh. Sindikat tvrdi da je kvar prijavljen još u siječnju.",
    ),
    sample(
        "sl",
        &["windows-1250", "iso-8859-2"],
        &[],
        "Nočni trajekt že četrti večer v pristanišču\n\nTrajekt na otoke tudi v soboto ni izplul. Ladjar pravi, da se \
         krmna vrata ne dajo tesno zapreti. Približno sto potnikov je prenočilo v stari carinarnici, kjer so dobili \
         vročo juho in kruh. Sindikat trdi, da je bila okvara prijavljena že januarja.",
    ),
    sample(
        "ro",
        &["windows-1250", "iso-8859-2"],
        &[],
        "Feribotul de noapte rămâne în port\n\nFeribotul spre insule nu a ieşit în larg nici sâmbătă. Armatorul spune \
         că uşa din pupa nu se poate închide. Vreo sută de călători au dormit în vechea vamă, unde au primit supă \
         caldă şi pâine. Sindicatul susţine că defecţiunea fusese semnalată încă din ianuarie.",
    ),
    sample(
        "ro",
        &[],
        &[("iso-8859-16", SISTER)],
        "Feribotul de noapte rămâne în port\n\nFeribotul spre insule nu a ieșit în larg nici sâmbătă. Armatorul spune \
         că ușa din pupa nu se poate închide. Vreo sută de călători au dormit în vechea vamă, unde au primit supă \
         caldă și pâine. Sindicatul susține că defecțiunea fusese semnalată încă din ianuarie.",
    ),
    sample(
        "eo",
        &[],
        &[("iso-8859-3", RARE)],
        "La nokta pramo restas ĉe la kajo\n\nLa pramo al la insuloj ankaŭ sabate ne forveturis. Laŭ la ŝipestro la \
         malantaŭa pordo ne fermiĝas. Ĉirkaŭ cent pasaĝeroj tranoktis en la malnova doganejo, kie ili ricevis varman \
         supon kaj panon. Ĝis nun neniu scias, kiam oni povos veturi.",
    ),
    sample(
        "mt",
        &["iso-8859-3"],
        &[],
        "Il-vapur ta’ bil-lejl jibqa’ fil-port\n\nIl-vapur lejn il-gżejjer ma ħariġx lanqas is-Sibt. Skont is-sid, \
         il-bieb ta’ wara ma jingħalaqx sewwa. Xi mitt passiġġier raqdu fid-dwana l-qadima, fejn ingħataw soppa \
         sħuna u ħobż. L-unjin tgħid li l-ħsara kienet ġiet irrappurtata f’Jannar.",
    ),
    sample(
        "ru",
        &["windows-1251", "koi8-r", "iso-8859-5", "ibm866", "x-mac-cyrillic"],
        &[],
        "Ночной паром четвёртый вечер стоит в порту\n\nПаром на острова не вышел в море и в субботу. По словам \
         судовладельца, кормовые ворота не удаётся закрыть плотно. Около ста пассажиров переночевали в старой \
         таможне, где их накормили горячим супом. Профсоюз утверждает, что о поломке сообщали ещё в январе.",
    ),
    sample(
        "uk",
        &["windows-1251", "koi8-u", "iso-8859-5", "x-mac-cyrillic"],
        &[],
        "Нічний пором четвертий вечір стоїть у порту\n\nПором на острови не вийшов у море і в суботу. За словами \
         судновласника, кормову браму не вдається щільно зачинити. Близько ста пасажирів переночували в старій \
         митниці, де їх нагодували гарячою юшкою. Профспілка каже, що про ваду повідомляли ще в січні.",
    ),
    sample(
        "be",
        &["windows-1251"],
        &[],
        "Начны паром чацвёрты вечар стаіць у порце\n\nПаром на астравы не выйшаў у мора і ў суботу. Паводле слоў \
         суднаўладальніка, кармавую браму не ўдаецца шчыльна зачыніць. Каля ста пасажыраў пераначавалі ў старой \
         мытні, дзе іх накармілі гарачым супам. Прафсаюз кажа, што пра няспраўнасць паведамлялі яшчэ ў студзені.",
    ),
    sample(
        "bg",
        &["windows-1251", "iso-8859-5"],
        &[],
        "Нощният ферибот остава в пристанището\n\nФериботът за островите не отплава и в събота. Според собственика \
         кърмовата врата не може да се затвори плътно. Около сто пътници пренощуваха в старата митница, където \
         получиха топла супа и хляб. Синдикатът твърди, че за повредата е съобщено още през януари.",
    ),
    sample(
        "sr",
        &["windows-1251", "iso-8859-5"],
        &[],
        "Ноћни трајект и четврте вечери у луци\n\nТрајект за острва ни у суботу није испловио. Бродар каже да се \
         крмена врата не могу чврсто затворити. Око стотину путника преноћило је у старој царинарници, где су добили \
         врућу чорбу и хлеб. Синдикат тврди да је квар пријављен још у јануару.",
    ),
    sample(
        "mk",
        &["windows-1251"],
        &[],
        "Ноќниот ферибот четврта вечер е во пристаништето\n\nФериботот за островите не исплови ниту во саботата. \
         Сопственикот вели дека задната врата не може цврсто да се затвори. Околу сто патници преноќија во старата \
         царинарница, каде што добија топла супа и леб. Синдикатот тврди дека дефектот бил пријавен уште во јануари.",
    ),
    sample(
        "el",
        &["windows-1253", "iso-8859-7"],
        &[],
        "Το νυχτερινό πλοίο έμεινε τέταρτο βράδυ στο λιμάνι\n\nΤο πλοίο για τα νησιά δεν απέπλευσε ούτε το Σάββατο. \
         Σύμφωνα με την εταιρεία, η πίσω πόρτα δεν κλείνει καλά. Περίπου εκατό επιβάτες διανυκτέρευσαν στο παλιό \
         τελωνείο, όπου τους πρόσφεραν ζεστή σούπα και ψωμί. Το σωματείο λέει ότι η βλάβη ήταν γνωστή από τον \
         Ιανουάριο. Άλλο πλοίο αναχωρεί αύριο το πρωί.",
    ),
    sample(
        "tr",
        &["windows-1254"],
        &[],
        "Gece vapuru dördüncü akşam da limanda kaldı\n\nAdalara giden vapur cumartesi günü de sefere çıkmadı. \
         İşletmeye göre kıç kapağı sıkıca kapanmıyor. Yüz kadar yolcu geceyi eski gümrük binasında geçirdi; onlara \
         sıcak çorba ve ekmek dağıtıldı. Sendika, arızanın ocak ayında bildirildiğini söylüyor.",
    ),
    sample(
        "he",
        &["windows-1255"],
        &[
            ("iso-8859-8-i", "the same bytes are the same letters in windows-1255"),
            ("iso-8859-8", "the letters stand in the order of their display, which only marks between them tell"),
        ],
        "מעבורת הלילה נשארה בנמל ערב רביעי\n\nהמעבורת לאיים לא יצאה לים גם בשבת. לדברי החברה, הדלת האחורית אינה נסגרת \
         היטב. כמאה נוסעים לנו בבית המכס הישן, שם קיבלו מרק חם ולחם. ועד העובדים טוען שהתקלה דווחה כבר בינואר.",
    ),
    sample(
        "ar",
        &["windows-1256", "iso-8859-6"],
        &[],
        "العبّارة الليلية تبقى في الميناء لليلة الرابعة\n\nلم تبحر العبّارة إلى الجزر يوم السبت أيضا. وتقول الشركة إن \
         الباب الخلفي لا يغلق بإحكام. وقضى نحو مئة مسافر ليلتهم في مبنى الجمارك القديم حيث قدم لهم الحساء والخبز. \
         وتؤكد النقابة أن العطل أبلغ عنه منذ يناير.",
    ),
    sample(
        "fa",
        &["windows-1256"],
        &[],
        "کشتی شبانه چهارمين شب در بندر ماند\n\nکشتی جزيره ها روز شنبه هم از بندر خارج نشد. به گفته شرکت در عقب کشتی درست \
         بسته نمی شود. حدود صد مسافر شب را در گمرک قديمی گذراندند و به آنها سوپ گرم و نان دادند. اتحاديه می گويد اين \
         خرابی از دی ماه گزارش شده بود.",
    ),
    sample(
        "lt",
        &["windows-1257", "iso-8859-13", "iso-8859-4"],
        &[],
        "Naktinis keltas ketvirtą vakarą liko uoste\n\nKeltas į salas neišplaukė ir šeštadienį. Savininko teigimu, \
         laivagalio vartų neįmanoma sandariai uždaryti. Apie šimtas keleivių nakvojo senojoje muitinėje, kur gavo \
         karštos sriubos ir duonos. Profsąjunga tvirtina, kad apie gedimą pranešta dar sausį.",
    ),
    sample(
        "lv",
        &["windows-1257", "iso-8859-13", "iso-8859-4", "iso-8859-10"],
        &[],
        "Nakts prāmis jau ceturto vakaru paliek ostā\n\nPrāmis uz salām neizgāja jūrā arī sestdien. Īpašnieks saka, ka \
         pakaļgala vārtus nevar cieši aizvērt. Ap simts pasažieru nakšņoja vecajā muitas ēkā, kur saņēma karstu zupu \
         un maizi. Arodbiedrība apgalvo, ka par bojājumu ziņots jau janvārī.",
    ),
    sample(
        "et",
        &["windows-1257", "iso-8859-13", "iso-8859-15"],
        &[("iso-8859-4", RARE)],
        "Öine parvlaev jäi neljandat õhtut sadamasse\n\nSaartele sõitev laev ei väljunud ka laupäeval. Omaniku sõnul \
         ei õnnestu ahtriväravat tihedalt sulgeda. Umbes sada reisijat ööbis vanas tollimajas, kus neile pakuti kuuma \
         suppi ja leiba. Ametiühing väidab, et rikkest teatati juba jaanuaris. Žürii töö jätkub, ütles šeff.",
    ),
    sample(
        "se",
        &["iso-8859-10"],
        &[],
        "Idjafearga lea ain hámmanis\n\nFearga báhcái hámmanii maiddái lávvardaga. Eaiggát dadjá, ahte \
         maŋŋeuksa ii mana gitta. Sullii čuođi mátkkošteaddji idjadedje boares tuollovisttis, gos sii ožžo liekkas \
         málesa ja láibbi. Šaddá buorre dálki, lohká kapteaidna.",
    ),
    sample(
        "vi",
        &["windows-1258"],
        &[],
        "Phà đêm ở lại cảng tối thứ tư\n\nChuyến phà ra các đảo cũng không khởi hành vào thứ bảy. Chủ tàu cho biết cửa \
         đuôi tàu không thể đóng kín. Khoảng một trăm hành khách đã ngủ lại ở trạm hải quan cũ, nơi họ được ăn cháo \
         nóng và bánh mì. Công đoàn nói rằng hư hỏng đã được báo từ tháng giêng.",
    ),
    sample(
        "th",
        &["windows-874"],
        &[],
        "เรือข้ามฟากกลางคืนจอดค้างที่ท่าเป็นคืนที่สี่\n\nเรือไปเกาะไม่ออกจากท่าในวันเสาร์เช่นกัน บริษัทกล่าวว่าประตูท้ายเรือปิดไม่สนิท \
         ผู้โดยสารราวหนึ่งร้อยคนค้างคืนที่ด่านศุลกากรเก่า ซึ่งมีซุปร้อนและขนมปังแจก สหภาพแรงงานยืนยันว่าแจ้งความเสียหายตั้งแต่เดือนมกราคม",
    ),
    sample(
        "zh-cn",
        &["gbk", "gb18030"],
        &[],
        "夜间渡轮连续第四晚停在港口\n\n开往群岛的渡轮星期六也没有出海。船公司说，船尾的门关不严。大约一百名乘客在旧海关大楼过夜，\
         那里为他们准备了热汤和面包。工会表示，故障早在一月份就已经上报，但是一直没有人处理。市长答应本周内给出答复。",
    ),
    sample(
        "zh-tw",
        &["big5"],
        &[],
        "夜間渡輪連續第四晚停在港口\n\n開往群島的渡輪星期六也沒有出海。船公司說，船尾的門關不緊。大約一百名乘客在舊海關大樓過夜，\
         那裡為他們準備了熱湯和麵包。工會表示，故障早在一月份就已經上報，但是一直沒有人處理。市長答應本週內給出答覆。",
    ),
    sample(
        "ja",
        &["shift_jis", "euc-jp", "iso-2022-jp"],
        &[],
        "夜の連絡船、四晩続けて港に停泊\n\n島へ向かう連絡船は土曜日も出港しなかった。運航会社によると、船尾の扉がきちんと閉まらない。\
         およそ百人の乗客が古い税関の建物で夜を過ごし、温かいスープとパンが配られた。組合は故障を一月に報告していたと述べている。",
    ),
    sample(
        "ko",
        &["euc-kr"],
        &[],
        "밤배, 나흘째 항구에 묶여\n\n섬으로 가는 배가 토요일에도 출항하지 못했다. 운항사는 뒷문이 제대로 닫히지 않는다고 밝혔다. \
         승객 약 백 명이 옛 세관 건물에서 밤을 보냈으며, 따뜻한 국과 빵을 받았다. 노조는 고장을 지난 일월에 이미 신고했다고 주장한다.",
    ),
];
