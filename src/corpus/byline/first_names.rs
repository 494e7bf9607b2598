//! First names in many languages: a name that starts with one of them is the name of a person.

use std::collections::HashSet;
use std::sync::LazyLock;

/// First names between spaces, in lower case.
pub const FIRST_NAMES: &str = "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark \
    donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary \
    nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick \
    jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle walter ethan jeremy harold keith \
    christian roger noah gerald carl terry sean austin arthur lawrence jesse dylan bryan joe jordan billy bruce albert \
    willie gabriel logan alan juan wayne roy ralph randy eugene vincent russell elijah louis bobby philip johnny mary \
    patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley \
    kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen \
    amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet \
    catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith \
    megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail \
    alice julia judy sophia grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany \
    charlotte marie kayla alexis lori bill bob tom jim mike dave steve chris matt dan nick tim greg jeff ken ben sam \
    alex max jane kate kathy kristin kristen jackie ellen claire lucy ian neil simon oliver harry hugo felix leo \
    hans peter klaus jürgen wolfgang günter manfred uwe dieter stefan andreas markus matthias martin jan lars sven \
    olaf angela annalena ursula sabine monika petra katrin anke heike jean pierre michel françois emmanuel jacques \
    philippe nicolas alain bernard sophie isabelle nathalie josé luis carlos antonio manuel francisco javier \
    pedro miguel ángel fernando alejandro pablo diego sergio rafael carmen ana isabel dolores pilar cristina lucía \
    giovanni giuseppe antonio mario luigi francesco marco andrea paolo alessandro roberto matteo giulia chiara elena \
    joão paulo luiz lula jair willem johannes mark geert anders erik lars johan olof magnus karin ingrid vladimir \
    dmitry dmitri sergei sergey mikhail alexei aleksandr alexander yuri igor boris nikolai oleg ivan andrei pavel \
    volodymyr viktor petro yulia olga natalia tatiana irina svetlana elena ekaterina recep mehmet ahmet mustafa ali \
    mohammed muhammad ahmed omar hassan hussein ibrahim abdul khalid fatima aisha xi li wang zhang hiroshi kenji yuki \
    shinzo narendra rahul priya владимир дмитрий сергей михаил алексей александр юрий игорь борис николай олег иван \
    maría anne nell ada mia rosa eva clara nora inga luis miriam noor amina leila chidi kofi kwame aino mika jukka pekka zoltán \
    jános istván lászló petra ewa piotr andrzej krzysztof jarosław donald tomasz jaroslav václav milan zoran goran \
    domingo laure marion léa manon chloé pauline julien guillaume sébastien olivier thierry laurent stéphane benoît romain \
    clément mathieu maxime bertrand antoine hervé cécile céline hélène valérie sandrine jorge ricardo raúl marta beatriz \
    álvaro óscar rubén víctor jesús ignacio gonzalo nuria silvia raquel mónica julián ramón stefano simone davide lorenzo \
    federico riccardo claudio massimo fabio valentina federica francesca alessandra tobias florian sebastian stephan \
    christoph ulrich jochen rainer ralf jens torsten thorsten silke claudia susanne lena katharina johanna jonas lukas \
    agnieszka katarzyna małgorzata michał paweł marcin łukasz joanna murat ayşe zeynep elif hakan burak наталия юлия мария \
    анна анастасия евгений максим денис артём budi siti dewi bruno thiago tiago rodrigo gustavo eduardo marcelo mariana \
    fernanda camila juliana kari bjørn fredrik sofie kirsten mette tara lindsay marcus derek craig keir alastair fiona \
    gareth siobhan niamh declan liam aidan nigel graham colin stuart gavin callum tracy erin caitlin naomi leah maggie \
    katie jenny megan dana \
    nikola ana ivana marko ion andrei mihai elena nguyen tran андрей павел володимир віктор петро юлія ольга наталья татьяна ирина светлана елена екатерина";

/// True if a word is a first name, or begins with one: `Anne-Marie`.
pub fn is_first_name(word: &str) -> bool {
    static NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| FIRST_NAMES.split_whitespace().collect());
    let lower = word.to_lowercase();
    NAMES.contains(lower.as_str()) || lower.split_once('-').is_some_and(|(first, _)| NAMES.contains(first))
}
