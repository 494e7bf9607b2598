//! Names of months and weekdays that no locale lists: other cases, other spellings, names of other calendars.

/// Names of months by language, from January. A `/` separates several names; a `-` stands for none.
pub(super) const MONTHS: &[(&str, &str)] = &[
    ("en", "jan feb mar apr - jun jul aug sept oct nov dec"),
    ("de", "jänner/jaenner feber maerz/mrz - - - - - sept - - -"),
    ("fr", "jan/jans fev/fevr - avr - - jul - sep - - -"),
    ("es", "- - - - - - - - setiembre/sept/set - - -"),
    ("it", "genn febb - - magg - - - sett - - -"),
    ("pt", "- - - - - - - - - - - -"),
    ("nl", "- febr - - - - - - sept - - -"),
    ("sv", "- febr - - - - - - sept - - -"),
    ("da", "- febr - - - - - - sept - - -"),
    ("nb", "- - mar apr - jun jul - sept - - -"),
    ("pl", "styczniu lutym marcu kwietniu maju czerwcu lipcu sierpniu wrześniu październiku listopadzie grudniu"),
    ("cs", "lednu únoru březnu dubnu květnu červnu červenci srpnu - říjnu - prosinci"),
    (
        "sk",
        "januára/januári februára/februári marca/marci apríla/apríli mája/máji júna/júni júla/júli augusta/auguste \
         septembra/septembri októbra/októbri novembra/novembri decembra/decembri",
    ),
    (
        "sl",
        "januarja/januarju februarja/februarju marca/marcu aprila/aprilu maja/maju junija/juniju julija/juliju \
         avgusta/avgustu septembra/septembru oktobra/oktobru novembra/novembru decembra/decembru",
    ),
    ("hr", "siječnju veljači ožujku travnju svibnju lipnju srpnju kolovozu rujnu listopadu studenog/studenom prosincu"),
    (
        "sr bs hr",
        "januara/januaru februara/februaru marta/martu aprila/aprilu maja/maju juna/junu/juni jula/julu/juli \
         avgusta/avgustu/august/augusta septembra/septembru oktobra/oktobru novembra/novembru decembra/decembru",
    ),
    (
        "sr",
        "јануара/јануару фебруара/фебруару марта/марту априла/априлу маја/мају јуна/јуну/јуни јула/јулу/јули \
         августа/августу септембра/септембру октобра/октобру новембра/новембру децембра/децембру",
    ),
    ("ru", "январе феврале/февр марте апреле мае июне июле августе сентябре/сент октябре ноябре/нояб декабре"),
    ("uk", "січні лютому березні квітні травні червні липні серпні вересні жовтні листопаді грудні"),
    ("be", "студзені лютым сакавіку красавіку маі чэрвені ліпені жніўні верасні кастрычніку лістападзе снежні"),
    ("bg", "- февр - - - - - - септ - ноем -"),
    (
        "el",
        "Ιανουάριο/Γενάρη/Γενάρης Φεβρουάριο/Φλεβάρη/Φλεβάρης Μάρτιο/Μάρτη/Μάρτης Απρίλιο/Απρίλη/Απρίλης \
         Μάιο/Μάη/Μάης Ιούνιο/Ιούνη/Ιούνης Ιούλιο/Ιούλη/Ιούλης Αύγουστο Σεπτέμβριο/Σεπτέμβρη/Σεπτ \
         Οκτώβριο/Οκτώβρη Νοέμβριο/Νοέμβρη Δεκέμβριο/Δεκέμβρη",
    ),
    ("ro", "- - - - - - - - sept - - -"),
    ("hu", "- febr - - - - - - szep/szept - - -"),
    ("ar", "جانفي فيفري آذار أفريل/ابريل ماي جوان جويلية/يوليه أوت/آب/اغسطس - اكتوبر/تشرين نوفمبر دجنبر"),
    ("he", "- - מארס/מרס - - - - - - - - -"),
    ("fa", "ژانویه - - اوریل/آپریل می/مهٔ - جولای/ژوئیهٔ آگوست/اوت - اکتبر - -"),
    ("ur", "- - - - - - - - - - - -"),
    ("hi", "- फरवरी - - - - - - सितम्बर अक्टूबर/अक्तूबर नवम्बर दिसम्बर"),
    ("mr", "- फेब्रुवारी - - - - - - - - नोव्हेंबर -"),
    ("bn", "জানুয়ারী/জানুয়ারি ফেব্রুয়ারি - - - - - অগাস্ট/আগষ্ট - - - -"),
    ("id", "- peb/pebruari - - - - - ags/agust - - nopember -"),
    ("ms", "- - - - - - - - - - - -"),
    (
        "et",
        "jaanuari/jaanuaril/jaanuaris veebruari/veebruaril/veebruaris märtsi/märtsil/märtsis \
         aprilli/aprillil/aprillis mail/mais juunil/juunis juulil/juulis augusti/augustil/augustis \
         septembri/septembril/septembris oktoobri/oktoobril/oktoobris novembri/novembril/novembris \
         detsembri/detsembril/detsembris",
    ),
    (
        "lv",
        "janvārī/janvāra februārī/februāra martā/marta aprīlī/aprīļa maijā/maija jūnijā/jūnija jūlijā/jūlija \
         augustā/augusta septembrī/septembra oktobrī/oktobra novembrī/novembra decembrī/decembra",
    ),
    ("lt", "sausį vasarį - balandį gegužę birželį liepą rugpjūtį rugsėjį spalį lapkritį gruodį"),
    (
        "fi",
        "tammikuuta/tammikuun/tammikuussa helmikuuta/helmikuun/helmikuussa \
         maaliskuuta/maaliskuun/maaliskuussa huhtikuuta/huhtikuun/huhtikuussa \
         toukokuuta/toukokuun/toukokuussa kesäkuuta/kesäkuun/kesäkuussa heinäkuuta/heinäkuun/heinäkuussa \
         elokuuta/elokuun/elokuussa syyskuuta/syyskuun/syyskuussa lokakuuta/lokakuun/lokakuussa \
         marraskuuta/marraskuun/marraskuussa joulukuuta/joulukuun/joulukuussa",
    ),
    (
        "eu",
        "urtarrilaren/urtarrilean/urtarrilak otsailaren/otsailean/otsailak martxoaren/martxoan/martxoak \
         apirilaren/apirilean/apirilak maiatzaren/maiatzean/maiatzak ekainaren/ekainean/ekainak \
         uztailaren/uztailean/uztailak abuztuaren/abuztuan/abuztuak irailaren/irailean/irailak \
         urriaren/urrian/urriak azaroaren/azaroan/azaroak abenduaren/abenduan/abenduak",
    ),
    (
        "hu",
        "januári/januárban februári/februárban márciusi/márciusban áprilisi/áprilisban májusi/májusban \
         júniusi/júniusban júliusi/júliusban augusztusi/augusztusban szeptemberi/szeptemberben \
         októberi/októberben novemberi/novemberben decemberi/decemberben",
    ),
    ("sq", "janarit shkurtit marsit prillit majit qershorit korrikut gushtit shtatorit tetorit nëntorit dhjetorit"),
    ("ga", "eanair feabhra márta aibreáin bhealtaine mheithimh iúil lúnasa - - samhna nollag"),
    ("gl", "xan - - - - xuño xullo - - - - -"),
    ("ca", "- - - - - - - - - - - -"),
    ("ka", "იანვარს თებერვალს მარტს აპრილს მაისს ივნისს ივლისს აგვისტოს სექტემბერს ოქტომბერს ნოემბერს დეკემბერს"),
    ("uz", "yanvarda fevralda martda aprelda mayda iyunda iyulda avgustda sentyabr oktyabr noyabrda dekabrda"),
    ("sw", "- - - - - - - - - - - -"),
    ("tr", "ocakta şubatta martta nisanda mayısta haziranda temmuzda ağustosta eylülde ekimde kasımda aralıkta"),
];

/// Names of weekdays by language, from Sunday, in the same form.
pub(super) const WEEKDAYS: &[(&str, &str)] = &[
    ("en", "- - tues weds thurs/thur - -"),
    ("de", "- - - - - - sonnabend"),
    ("sv", "söndagen måndagen tisdagen onsdagen torsdagen fredagen lördagen"),
    ("da", "søndagen mandagen tirsdagen onsdagen torsdagen fredagen lørdagen"),
    ("nn", "sundag måndag tysdag onsdag torsdag fredag laurdag"),
    ("fi", "sunnuntaina maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina"),
    ("pl", "niedzielę/niedzieli - - środę/środy - piątku sobotę/soboty"),
    ("cs", "neděli - - středu - - sobotu"),
    ("sk", "nedeľu - - stredu - - sobotu"),
    ("sl", "nedeljo - - sredo - - soboto"),
    ("hr bs", "nedjelju - - srijedu - - subotu"),
    ("sr", "nedelju/недељу - - sredu/среду - - subotu/суботу"),
    ("ru", "воскресенья/воскрес понедельника вторника среду/среды четверга пятницу/пятницы субботу/субботы"),
    ("uk", "неділю - - середу - - суботу"),
    ("be", "нядзелю - - сераду - - суботу"),
    (
        "hu",
        "vasárnapi hétfőn/hétfői kedden/keddi szerdán/szerdai csütörtökön/csütörtöki pénteken/pénteki szombaton/szombati",
    ),
    ("et", "pühapäeval esmaspäeval teisipäeval kolmapäeval neljapäeval reedel laupäeval"),
    (
        "lv",
        "svētdien/svētdienā pirmdien/pirmdienā otrdien/otrdienā trešdien/trešdienā ceturtdien/ceturtdienā \
            piektdien/piektdienā sestdien/sestdienā",
    ),
    ("lt", "sekmadienį pirmadienį antradienį trečiadienį ketvirtadienį penktadienį šeštadienį"),
    ("is", "sunnudag mánudag þriðjudag miðvikudag fimmtudag föstudag laugardag"),
    ("fo", "sunnudag mánadag týsdag mikudag hósdag fríggjadag leygardag"),
    ("eu", "igandean astelehenean asteartean asteazkenean ostegunean ostiralean larunbatean"),
    ("ar", "- الاثنين - الاربعاء - الجمعة -"),
    ("fa", "- - - - - - -"),
    ("ur", "- پیر - - - جمعہ ہفتہ"),
    ("ro", "duminica - marţi - - - sambata"),
    ("id", "- - - - - jum'at -"),
];

/// Names of weekdays that need two words. Many of their single words are ordinary words.
pub(super) const WEEKDAY_PAIRS: &[(&str, [&str; 7])] = &[
    ("pt", ["", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", ""]),
    ("he", ["יום ראשון", "יום שני", "יום שלישי", "יום רביעי", "יום חמישי", "יום שישי", "יום שבת"]),
    ("he", ["ביום ראשון", "ביום שני", "ביום שלישי", "ביום רביעי", "ביום חמישי", "ביום שישי", "בשבת"]),
    ("fa", ["", "", "سه شنبه", "چهار شنبه", "پنج شنبه", "", ""]),
    ("uk", ["", "", "", "", "", "п'ятницю", ""]),
];

/// Irish names of months of two words, and names of the Levant, in forms that locales lack.
pub(super) const MONTH_PAIRS: &[(&str, &str, i8)] = &[
    ("ga", "Mheán Fómhair", 9),
    ("ga", "Dheireadh Fómhair", 10),
    ("ga", "na Samhna", 11),
    ("ga", "na Nollag", 12),
    ("ar", "تشرين الاول", 10),
    ("ar", "كانون ثاني", 1),
];

/// The months of the solar calendar of Iran, from Farvardin.
pub(super) const SOLAR_MONTHS: [&str; 12] =
    ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];

/// Names that locales list but that are left out, by language, because they are ordinary words.
pub(super) const LEFT_OUT: &[(&str, &str)] = &[
    ("he", "ראשון שני שלישי רביעי חמישי שישי"),
    ("ur", "هفته"),
    ("cy", "sul llun iau"),
    ("lb", "so do"),
    ("hr", "pro"),
    ("cs", "pro"),
];

/// Names that are also ordinary words, in their own language or in a large one.
///
/// They count only if the language of the text or a whole date shows that they are meant.
pub(super) const DOUBTFUL: &str = "mars mart may mai mei maj marca maja march juni set out ago mar sun sat mon wed \
    luty here medi quarta segunda terca quinta sexta luni joi marti pazar juma cuma dom sabato sul dilluns mac \
    sreda torek petek petak sri ponedeljak mayo marte nisan juno jan april meh gen lug dec ekim maio maaie frar";
