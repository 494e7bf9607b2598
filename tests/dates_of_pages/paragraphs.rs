//! Paragraphs between the tested lines, in the languages of those lines.

/// A headline without a name and without a date.
pub const HEADLINE: &str = "Tolls rise on the old quay";

/// Returns three paragraphs of running text.
pub fn paragraphs(language: &str) -> [&'static str; 3] {
    match language {
        "de" => [
            "Die Nachtfähre zu den Inseln blieb am Abend wieder im Hafen, und ihr Kapitän gab der Tür die Schuld, die seit Wochen nicht mehr dicht schließt.",
            "Die Händler am Kai fürchten um ihre Kunden, denn ohne die Fähre kommt niemand mehr zum Markt, und die Boote der Fischer sind zu klein.",
            "Der Hafenmeister will nun prüfen lassen, ob ein anderes Schiff gemietet werden kann, bis die Werft einen Platz für die Reparatur hat.",
        ],
        "fr" => [
            "Le bac de nuit est de nouveau resté au port hier soir, et son capitaine accuse la porte qui ne ferme plus depuis des semaines.",
            "Les marchands du quai craignent pour leurs clients, car sans le bac plus personne ne vient au marché, et les barques sont trop petites.",
            "Le maître du port veut savoir si un autre navire peut être loué tant que le chantier naval n'a pas de place pour la réparation.",
        ],
        "es" => [
            "El transbordador nocturno volvió a quedarse en el puerto anoche, y su capitán culpa a la puerta que no cierra desde hace semanas.",
            "Los comerciantes del muelle temen por sus clientes, porque sin el transbordador nadie llega al mercado y las barcas son pequeñas.",
            "El jefe del puerto quiere saber si se puede alquilar otro barco mientras el astillero no tenga sitio para la reparación.",
        ],
        "it" => [
            "Il traghetto notturno è rimasto di nuovo in porto ieri sera, e il suo capitano dà la colpa alla porta che non chiude da settimane.",
            "I mercanti del molo temono per i loro clienti, perché senza il traghetto nessuno arriva al mercato e le barche sono piccole.",
            "Il comandante del porto vuole sapere se si può noleggiare un'altra nave finché il cantiere non ha posto per la riparazione.",
        ],
        "pt" => [
            "A balsa noturna voltou a ficar no porto ontem à noite, e o seu capitão culpa a porta que não fecha há várias semanas.",
            "Os comerciantes do cais temem pelos seus clientes, porque sem a balsa ninguém chega ao mercado e os barcos são pequenos.",
            "O chefe do porto quer saber se é possível alugar outro navio enquanto o estaleiro não tiver lugar para a reparação.",
        ],
        "nl" => [
            "De nachtboot bleef gisteravond weer in de haven, en de kapitein geeft de schuld aan de deur die al weken niet meer sluit.",
            "De handelaren op de kade vrezen voor hun klanten, want zonder de boot komt niemand naar de markt en de schuiten zijn te klein.",
            "De havenmeester wil weten of er een ander schip gehuurd kan worden zolang de werf geen plaats heeft voor de reparatie.",
        ],
        "ru" => [
            "Ночной паром снова остался в порту вчера вечером, и его капитан винит во всём дверь, которая уже несколько недель не закрывается.",
            "Торговцы на набережной боятся потерять покупателей, потому что без парома никто не приедет на рынок, а лодки рыбаков малы.",
            "Начальник порта хочет узнать, можно ли нанять другое судно, пока на верфи нет места для ремонта старого парома.",
        ],
        "tr" => [
            "Gece vapuru dün akşam yine limanda kaldı ve kaptanı haftalardır kapanmayan kapıyı suçluyor, yolcular ise rıhtımda bekliyor.",
            "Rıhtımdaki esnaf müşterilerini kaybetmekten korkuyor, çünkü vapur olmadan kimse pazara gelemiyor ve tekneler çok küçük kalıyor.",
            "Liman müdürü, tersanede onarım için yer açılana kadar başka bir geminin kiralanıp kiralanamayacağını öğrenmek istiyor.",
        ],
        "pl" => [
            "Nocny prom na wyspy znów został wczoraj w porcie, a jego kapitan obwinia drzwi, które od tygodni nie chcą się zamknąć.",
            "Kupcy na nabrzeżu boją się o klientów, bo bez promu nikt nie przyjedzie na targ, a łodzie rybaków są za małe.",
            "Kapitan portu chce wiedzieć, czy można wynająć inny statek, dopóki stocznia nie ma miejsca na naprawę starego promu.",
        ],
        "sv" => [
            "Nattfärjan till öarna låg kvar i hamnen igen i går kväll, och kaptenen skyller på dörren som inte har gått att stänga på flera veckor.",
            "Handlarna på kajen är rädda för sina kunder, för utan färjan kommer ingen till marknaden och fiskarnas båtar är för små.",
            "Hamnkaptenen vill veta om ett annat fartyg kan hyras så länge varvet inte har plats för att laga den gamla färjan.",
        ],
        "ja" => [
            "島へ向かう夜の渡し船は昨夜も港にとどまり、船長は何週間も閉まらない扉のせいだと話した。乗客は岸壁で朝まで待つことになり、宿はどこも満室だった。",
            "岸壁の商人たちは客を失うことを心配している。渡し船がなければ市場に来る人はおらず、漁師の舟は小さすぎて荷物を運ぶことができないからだ。",
            "港長は造船所に修理の場所が空くまで、別の船を借りることができるかどうかを調べさせると述べた。費用は町が負担することになる見通しだという。",
        ],
        _ => [
            "The night ferry to the islands stayed in port again, and its master blamed the door, which has not closed for weeks, while the crew slept on deck.",
            "Traders on the quay fear for their customers, as without the ferry nobody comes to the market, and the boats of the fishermen are far too small.",
            "The harbour master wants to know if another ship can be hired for as long as the yard has no place for the repair of the old one.",
        ],
    }
}
