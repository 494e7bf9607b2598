//! Tables of lines with the typical words of pages, and of sentences with the same words.

use newsreader::article::Boilerplate;

use crate::{FIRST, SECOND, THIRD, folded};

/// Boilerplate lines, each tested alone between two paragraphs.
const PAGE_LINES: &[&str] = &[
    // English
    "Save Story",
    "SHARE THIS STORY",
    "Share on Facebook (opens in a new window)",
    "Email this article",
    "Estimated read time: 5-6 minutes",
    "4 min read",
    "Reading time: 3 minutes",
    "Listen to this article 6 min",
    "Play button",
    "ADVERTISEMENT",
    "Advertisement",
    "Story continues below advertisement",
    "Sponsored content",
    "Related topics",
    "Most recent Harbour stories",
    "Read more:",
    "Read more: Tolls on the mole to rise by a third in April",
    "READ ALSO: The gull that learned to open doors",
    "Related: Who pays for the sea wall?",
    "Click here to see the timetable",
    "Click here for more from the quay",
    "Follow us on Facebook and Twitter",
    "Follow Nell Harbury on Twitter: @nellharbury",
    "Sign up for our newsletter",
    "Sign up for our weekly harbour newsletter to get the tides by email",
    "Subscribe to our YouTube channel",
    "Subscribe to continue reading",
    "Already a subscriber? Log in",
    "Get the latest news delivered to your inbox every morning",
    "Enter your email address",
    "We use cookies to make the page work and to count its visitors.",
    "This website uses cookies so that we can give you the best experience.",
    "By continuing to use this site you agree to our use of cookies.",
    "Accept all cookies",
    "Privacy Policy",
    "Terms of Use",
    "Please enable JavaScript to view the comments.",
    "12 comments",
    "Comments (12)",
    "Leave a comment",
    "Be the first to comment",
    "Join the conversation",
    "Comments are closed",
    "View all comments",
    "Skip to main content",
    "Back to top",
    "© 2021 Harbour Wire",
    "Copyright 2021 The Halden Courier. All rights reserved.",
    "All rights reserved.",
    "Copyright © Harbour Wire. This material may not be published, broadcast, rewritten or redistributed.",
    "This archived news story is available only for your personal, non-commercial use. It may be out of date.",
    "Report a typo",
    // Spanish
    "Leer en español",
    "Compartir en Facebook",
    "Tiempo de lectura: 4 minutos",
    "Lea también: Suben los peajes del muelle",
    "Síguenos en Twitter",
    "Suscríbete a nuestro boletín diario",
    "Este sitio web utiliza cookies para mejorar su experiencia.",
    "Noticias relacionadas",
    "Todos los derechos reservados",
    "PUBLICIDAD",
    // French
    "Partager sur Facebook",
    "Lire aussi : Les péages du port augmentent",
    "À lire aussi",
    "Abonnez-vous à notre newsletter",
    "Temps de lecture : 3 min",
    "Nous utilisons des cookies pour mesurer l'audience.",
    "Tous droits réservés",
    "Publicité",
    // German
    "Artikel drucken",
    "Lesen Sie auch: Hafengebühren steigen wieder",
    "Mehr zum Thema",
    "Lesezeit: 4 Minuten",
    "Folgen Sie uns auf Facebook",
    "Diese Website verwendet Cookies, um Ihnen den besten Dienst zu bieten.",
    "Alle Rechte vorbehalten.",
    "3 Kommentare",
    // Italian
    "Condividi su Facebook",
    "Leggi anche: Il traghetto resta in porto",
    "Iscriviti alla newsletter",
    "Tempo di lettura: 2 minuti",
    "© RIPRODUZIONE RISERVATA",
    // Portuguese
    "Compartilhe esta notícia",
    "Leia também: Pedágio do porto sobe",
    "Tempo de leitura: 4 min",
    "Todos os direitos reservados",
    // Dutch
    "Lees ook: De veerboot blijft in de haven",
    "Deel dit artikel",
    "Tekst gaat verder onder de foto",
    "Leestijd: 3 minuten",
    // Russian
    "Читайте также: Паром снова не вышел в море",
    "Поделиться новостью",
    "Подпишитесь на наш канал в Telegram",
    "Все права защищены",
    "Время чтения: 3 минуты",
    // Other languages
    "Czytaj także: Prom znów stoi w porcie",
    "Läs mer: Färjan ligger kvar i hamnen",
    "Lue myös: Lautta jäi satamaan",
    "Přečtěte si také: Trajekt zůstal v přístavu",
    "Baca juga: Feri tetap di pelabuhan",
    "İlgili haberler",
    "اقرأ أيضا: العبارة تبقى في الميناء",
    "関連記事",
    "阅读更多",
];

/// Lines of an article that contain typical words of pages.
const TEXT: &[&str] = &[
    // English
    "Save the story for the judge, the harbour master told him.",
    "Shares fall again",
    "Share the space",
    "Sharing the quay",
    "Print is not dead",
    "Related by marriage",
    "Related topics were raised at the meeting of the harbour board on Monday.",
    "Most recent surveys say the mole is sinking.",
    "Read more books, the librarian says, and the rain will not trouble you.",
    "Reading time at the school was cut by a third.",
    "Five minutes to read the letter, ten to answer it.",
    "Comments made by the harbour master drew laughter.",
    "12 comments were read out at the hearing.",
    "Follow the money",
    "Follow us, the pilots shouted, and the boats did.",
    "Follow the hashtagged tides on Twitter.",
    "Click here and there, and the lamp comes on",
    "Sign up for the rowing race by Friday at the customs house.",
    "Sign in the window of the net loft",
    "Subscribers to the ferry fund will get their money back.",
    "Cookies were served to the crew of the lightship.",
    "The bakery uses cookies as currency.",
    "Copyright law is to change next year, the minister said.",
    "Copyright and the harbour: a history",
    "He painted \"all rights reserved\" on the stern.",
    "“Share this story,” she said, “and it will never be forgotten.”",
    "\"Read more,\" said the teacher.",
    "Advertisements for the new ferry were pulled down on Monday.",
    "Advertisement rules are to change",
    "Sponsored by nobody, the race went on.",
    "Skip to the end and you miss the fog.",
    "Back to the top of the league go Mole Rovers",
    "Home",
    "Search",
    "Help",
    "Watch",
    "Home for the holidays",
    "Search for survivors goes on",
    "Play it again",
    "Terms of the truce",
    "Privacy in the age of gulls",
    "See also the list of piers, which the board keeps.",
    "Topics: the tolls, the mole, and who is to pay for them.",
    "Trending upwards, the tolls reach a new high.",
    "Popular with sailors, the bar closed in March.",
    "Latest",
    "What do you think?",
    "Text size was increased to ten points on all timetables.",
    "More from the sea than from the land",
    "Watch out for gulls",
    "Close",
    "Next",
    "Previous owners of the ferry",
    "Join the queue",
    "Donations can be left at the customs house.",
    "Estimated cost: 4 to 5 million",
    "Continue reading the tide tables, the harbour master told the pilots.",
    "Final score: Quay Town 2, Mole Rovers 1",
    // Spanish
    "Compartir el puerto no es fácil, dice la alcaldesa.",
    "Publicidad engañosa en el puerto",
    "Comentarios de la alcaldesa",
    "Lea también a los poetas del puerto",
    // French
    "Partager le quai",
    "Publicité mensongère sur le port",
    "Lire aussi les poètes, dit-elle, et les tables des marées.",
    // German
    "Werbung für die Fähre war gestern",
    "Teilen ist schwer, sagt die Hafenmeisterin.",
    "Mehr Licht für den Hafen",
    "Lesen Sie die Gezeiten, riet der Lotse.",
    // Italian, Portuguese, Dutch
    "Pubblicità ingannevole al porto",
    "Leggi severe per il porto",
    "Publicidade enganosa no porto",
    "Leia e aprenda, disse a professora.",
    "Delen is lastig op de kade",
    "Lees de getijden, zei de loods.",
    // Russian
    "Реклама сигарет запрещена в порту",
    "Читайте также классиков, советует учительница.",
    "Подписчики парома получат деньги назад.",
    "Комментарии мэра вызвали смех",
];

/// Captions, each tested alone between two paragraphs.
const CAPTIONS: &[&str] = &[
    "The ferry at the pier. (Photo: Nell Harbury)",
    "The ferry at the pier. (Harbour Archive)",
    "The ferry at the pier. (Nell Harbury/Harbour Wire)",
    "The ferry at the pier. Photo: Nell Harbury",
    "The ferry at the pier. Photo by Nell Harbury",
    "The ferry at the pier. Photo courtesy of the port",
    "The ferry at the pier. © Harbour Wire",
    "The ferry at the pier Nell Harbury/Getty Images",
    "FILE PHOTO: The ferry at the pier in March",
    "FILE - The ferry lies at the pier in Port Halden, March 3, 2020.",
    "In this March 3, 2020, file photo, the ferry lies at the pier.",
    "This photo provided by the port shows the ferry at the pier.",
    "Photo: Nell Harbury",
    "Image caption The ferry at the pier",
    "Die Fähre am Pier. Foto: Nell Harbury",
    "Die Fähre am Pier. (Foto: Hafenamt)",
    "Bild: Nell Harbury",
    "El ferry en el muelle. (Foto: Nell Harbury)",
    "Foto: Nell Harbury",
    "Le ferry à quai. Crédit photo: Nell Harbury",
    "Паром у причала. Фото: Нелл Харбери",
];

/// Paragraphs that begin or end like captions.
const NO_CAPTIONS: &[&str] = &[
    "The study was made by the Agency for the Protection of Harbours (EPA).",
    "She works for the harbour agency (NASA)",
    "He photographed the ferry at the pier, and sold the pictures (see photo above)",
    "The port's files are kept in the National Archives (Harbour Archives)",
    "Photographs of the ferry were sold at the fair.",
    "Photo finishes are rare in rowing, and this one was no exception.",
    "In this photo you can see how the mole has sunk since the war.",
    "In this town, photo shops are a thing of the past.",
    "The agency sued Getty Images.",
    "He asked for a credit (and got one)",
    "She wrote of mood at the pier (Social, Mainstream / Testimonials)",
    "The tolls rise in April (they rose in March as well)",
    "The two towns share a team (Quay Town/Mole Rovers)",
    "The race ended at 1:24",
    "Bilder vom Hafen gibt es genug, sagt sie.",
    "Fotos darf hier niemand machen.",
];

#[test]
fn lines_of_the_page_fold() {
    assert!(PAGE_LINES.len() >= 100);
    let text: Vec<&&str> =
        PAGE_LINES.iter().filter(|line| folded(&[FIRST, line, SECOND], Boilerplate::Line).is_empty()).collect();
    assert!(text.is_empty(), "shown as text: {text:#?}");
}

#[test]
fn lines_of_the_text_stay() {
    assert!(TEXT.len() >= 60);
    let wrong: Vec<&&str> = TEXT
        .iter()
        .filter(|line| {
            let body = crate::marked(&[FIRST, line, SECOND, THIRD]);
            body.blocks.iter().any(|block| block.boilerplate.is_some())
        })
        .collect();
    assert!(wrong.is_empty(), "folded: {wrong:#?}");
}

#[test]
fn captions_and_what_looks_like_one() {
    let text: Vec<&&str> =
        CAPTIONS.iter().filter(|line| folded(&[FIRST, line, SECOND], Boilerplate::Caption).is_empty()).collect();
    assert!(text.is_empty(), "shown as text: {text:#?}");
    let wrong: Vec<&&str> =
        NO_CAPTIONS.iter().filter(|line| !folded(&[FIRST, line, SECOND], Boilerplate::Caption).is_empty()).collect();
    assert!(wrong.is_empty(), "folded: {wrong:#?}");
}
