"""What people text, gathered by what they mean; and ordinary sentences that mean no keyword at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

# The spellings of the word list, row by row. A word that must never act alone is here in a phrase only.
SPELLINGS: dict[str, str] = {
    "help": """
        مدد / madad / madaad / maddad / mdad / madat / maded / madadd / help / hlp / helf / دھمکی / dhamki / damki
        dhamky / dhmaki / dhmki / dhamkee / dhumki / dhamkian / threat / MADAD / madad chahiye / مدد چاہیے
        I need help / mujhe madad chahiye""",
    "danger": """
        بچاؤ / بچا لو / bachao / bachaao / bchao / bachau / bacha lo / bchalo / bachalo / mujhe bachao / قتل
        جان سے مارنا / qatal / qatl / qatel / katal / qtl / jan se mar / jaan se maar / mar dega / mar dy ga
        maar daly / تیزاب / tezab / tezaab / taizab / tizab / tejab / acid / asid / kamre mein band / band kr dia
        bnd kar diya / tala laga dia / bahar nahi janay / بند کر دیا / qaid / qed / kaid / ایمرجنسی / خطرہ
        emergency / emrgency / imergency / khatra / khatrah / khtra / abhi abhi / he is hitting me
        wo mujhe mar raha hai / وہ مجھے مار رہا ہے / save me / mujhe maar raha hai
        jaan se maarne ki dhamki de raha hai""",
    "distress": """
        خودکشی / مرنا چاہتی ہوں / khudkushi / khud kushi / khudkshi / khudkashi / marna chahti / mrna chahti
        mar jaun / jeena nahi / jina nahi chahti / zindagi khatam / suicide / I want to die / kill myself / زیادتی
        ziadti / zyadti / ziyadti / ziadati / zyadati / zayadti / ghalat kaam / galat kam kiya / izzat looti
        jinsi ziadti / rape / main marna chahti hun / mere sath ziadti hui""",
    "dont_call": """
        کال نہ کریں / call mat karna / cal mt kro / call na karo / phone mat karo / fone na krna / call nahi
        kal na kro / do not call / don't call me / never call me / mujhe call mat karo / مجھے فون مت کریں
        call mujhe mat karna / please dont call""",
    "not_mine": """
        یہ فون میرا نہیں / ye phone mera nahi / yeh mobile mera nhi / fone mera nai / mera number nahi
        kisi aur ka phone / bhai ka phone hai / shohar ka mobile / ghar ka phone / number mera nhe
        this is not my phone / my brother's phone""",
    "someone_near": """
        کوئی پاس ہے / koi pas hai / koi paas h / sab ghar par hain / abhi nahi bol sakti / ابھی نہیں بول سکتی
        someone is near / can't talk now / shohar ghar par hai / he is here / abhi baat nahi kar sakti""",
    "wrong_number": """
        رانگ نمبر / غلط نمبر / wrong number / rong number / rang nambar / wrong num / ghalat number / galat nambar
        ghalt nmbr / rong no""",
    "stop": """
        بند / band / bnd / bndh / stop / stp / ruko / rok do / roko / bas karo / band kro / END / CANCEL / QUIT
        UNSUBSCRIBE / STOPALL / REVOKE / OPTOUT / stop messages / msg mat karo / please stop""",
    "start": """
        شروع / shuru / shuro / shoro / shru / start / UNSTOP / START""",
    "delete": """
        ڈیلیٹ / مٹا دیں / delete / dlt / delet / dlete / delate / mita do / mita dein / mitado / hata do
        saaf karo / delete my number / mera number mita do / mitao / mitayein / مٹائیں / مٹاؤ / مٹادیں / sab mitao""",
    "call_me": """
        مجھے کال کریں / call me / mujhe call karo / mjhe cal kro / mujy call krein / muje phone karo / fone kro
        kal karo / cal me / call krna / rabta karo / مس کال / missed call / miss call / mis call / miscall
        misscall / miskal / mised cal / mis kal / beep / عورت / خاتون / aurat / orat / aurt / khatoon / khatun
        larki se baat / call me back / baat karni hai / callme / muje call kr lein""",
    "call_law": """
        وکیل / wakeel / wakil / vakeel / vakil / wakel / waqeel / wkeel / vkil / lawyer / lowyer / advocate / طلاق
        خلع / talaq / talaaq / tlaq / talak / tlak / tallaaq / khula / khulla / divorce / mujhe wakeel chahiye
        I need a lawyer""",
    "call_feelings": """
        مشورہ / کاؤنسلر / mashwara / mashwarah / mashwra / mshwara / mashawra / mushwara / mashora / counsellor
        counselor / consler / cnslr / خوف / khof / khouf / khauf / khuf / dar lagta / dr lgta / dar lag raha
        ڈر لگتا ہے / bohat pareshan hun""",
    "call_online": """
        account hack / hack ho gaya / whatsapp hack / my account is hacked / facebook hack ho gai / cyber expert""",
    "topic_pictures": """
        بلیک میل / blackmail / blackmailing / blakmail / blackmel / blackmale / black mail / blekmail / blkmail
        bleckmail / تصویر / فوٹو / pic / tasveer / tasweer / photo / pics / foto / tasvir / taswir / tsveer
        tasver / fotu / tasweeren / ویڈیو / video / vedio / vidio / vdo / vid / viedo / veedeo / widio
        خفیہ کیمرہ / khufia camera / kamra chupa / camra / kemra / hidden camera / chupa camera""",
    "topic_children": """
        بچہ / بچی / بچے / bacha / bachi / bachay / bache / bachy / bchy / bachha / bachcha / bachey / bcha
        bachon / meri bachi ke sath / my child""",
    "topic_work": """
        نوکری / nokri / naukri / nokari / nokeri / naukari / naukry / job / jab / kaam / دفتر / آفس / office
        daftar / dafter / ofice / offic / ofc / daftr / ofis / باس / افسر / boss / bos / bosss / afsar / afser
        boss tang karta hai""",
    "topic_school": """
        سکول / school / skool / skul / scool / schol / schl / iskool / sakool / sckool / کالج / یونیورسٹی
        college / colg / collage / clg / kalij / colege / uni / university / unvrsty / استاد / ٹیچر / قاری صاحب
        teacher / ustad / ustaad / techr / tacher / ticher / qari / kari / molvi / school me tang karte hain""",
    "topic_marriage": """
        شادی / نکاح / shadi / shaadi / shaddi / nikah / nika / nikkah / shadee / rishta / zabardasti shadi""",
    "topic_rape": """
        ہسپتال / ڈاکٹر / hospital / hasptal / haspatal / aspatal / doctor / docter / daktar / sarkari hospital""",
    "topic_line": """
        راز / raaz / raz / secret / kisi ko na batana / gharwalon ko na batana""",
    "near": """
        گاؤں / شہر / ضلع / gaon / gaoon / shehar / sheher / zila / zilla / gaao / gaw / goth / chak / district""",
    "near_lahore": """
        لاہور / lahore / lahor / lhr / lahaur / lahoor / lahour / lahorr""",
    "near_karachi": """
        کراچی / karachi / khi / krachi / karachai / karachee / kraachi""",
    "near_faisalabad": """
        فیصل آباد / faisalabad / faislabad / fsd / faisalbad / faslabad / faislabd / lyallpur""",
    "near_rawalpindi": """
        راولپنڈی / rawalpindi / pindi / rwp / rawlpindi / pndi / rawalpndi""",
    "near_gujranwala": """
        گوجرانوالہ / gujranwala / gujrnwala / gujrawala / gujranwalla / gjw / gujranwal""",
    "near_multan": """
        ملتان / multan / mltan / multaan / moltan / mutlan""",
    "near_rahim_yar_khan": """
        رحیم یار خان / rahim yar khan / ryk / rahimyar khan / raheem yar khan / rahimyarkhan""",
    "near_bahawalpur": """
        بہاولپور / bahawalpur / bhawalpur / bahwalpur / bwp / bahawalpor""",
    "near_sialkot": """
        سیالکوٹ / sialkot / sialkt / salikot / sialcot / skt / syalkot""",
    "near_sargodha": """
        سرگودھا / sargodha / sargoda / srgodha / sergodha / sgd""",
    "near_sheikhupura": """
        شیخوپورہ / sheikhupura / shekhupura / shiekhupura / skp / shaikhupura""",
    "near_okara": """
        اوکاڑہ / okara / okarra / ukara / okaara""",
    "near_muzaffargarh": """
        مظفرگڑھ / muzaffargarh / muzafargarh / mzg / muzafar garh / muzaffar garh""",
    "near_dera_ghazi_khan": """
        ڈیرہ غازی خان / dg khan / dgk / dera ghazi khan / d g khan / deraghazi khan""",
    "near_peshawar": """
        پشاور / peshawar / peshawer / peshwar / pishawar / psh / pekhawar""",
    "near_mardan": """
        مردان / mardan / mardaan / mardn""",
    "near_swat": """
        سوات / swat / sawat / swaat / mingora""",
    "near_hyderabad": """
        حیدرآباد / hyderabad / hydrabad / haiderabad / hyd / hayderabad""",
    "near_quetta": """
        کوئٹہ / quetta / queta / qoita / koita / kweta / quita""",
    "near_sukkur": """
        سکھر / sukkur / sakhar / sukhur / sukhar / sukkar / skr""",
    "near_larkana": """
        لاڑکانہ / larkana / larkanna / larakana / larkano / lrkana""",
    "near_islamabad": """
        اسلام آباد / islamabad / isb / islambad / isloo / islmabad / islambd""",
    "near_gujrat": """
        گجرات / gujrat / gujraat / gujrt""",
    "near_khairpur": """
        خیرپور / khairpur / khaerpur / kherpur""",
    "near_nawabshah": """
        نواب شاہ / nawabshah / nawab shah / benazirabad""",
    "topic_phone": """
        جعلی آئی ڈی / jaali / jali / fake / fek / fake id / jali id / naqli / nakli / fake akont / فون / موبائل
        mobile / phone / fone / fon / mobail / mobil / moble / mbile / mobaile / mob / واٹس ایپ / فیس بک
        whatsapp / watsapp / whatsap / wattsapp / watsap / facebook / fb / fesbuk / facbook / insta
        bar bar call karta hai""",
    "topic_home": """
        شوہر / خاوند / shohar / shoher / khawand / khwand / shauhar / shohr / khavand / gharwala / ghar wala
        husband / hasband / سسرال / susral / susraal / sasural / susraal wale / susral walay / sasral / suseral
        inlaws / ساس / دیور / جیٹھ / نند / saas / sas / devar / dewar / jeth / jaith / nand / susar / sasur / ابو
        چچا / ماموں / baap / abu / abbu / chacha / mamu / mamoon / taya / khalu / مار پیٹ / مارتا ہے / marta
        mara / marpeet / mar pit / maar peet / marta hai / marta ha / maarta / mrta / pitai / pitta / تشدد
        tashadud / tashaddud / tashdud / tashadad / tshadud / tashadod / violence / ظلم / zulm / zulam / zulum
        zolam / zulim / zlm / zulmo sitam / julm / پناہ / دارالامان / panah / pnah / darul aman / darulaman
        dar ul aman / darulamaan / shelter / panaah / والدین / waldain / walden / ammi abu / ami abu / maa baap
        ma bap / ghar wale / ghar walay / shohar marta hai""",
    "topic_evidence": """
        ثبوت / saboot / sabot / suboot / sboot / subut / sabut / sabout / proof / pruf / evidence
        saboot kaise rakhun""",
    "topic_police": """
        پولیس / police / polis / polic / pulis / puls / poliss / 15 / شکایت / shikayat / shakayat / shikyat
        shkayat / shikayt / shikayet / shekayat / shikait / complaint / complain / cmplain / komplen / رپورٹ
        پرچہ / ایف آئی آر / report / repot / reprt / rport / ripot / parcha / parchi / fir / f i r / F.I.R
        police report""",
    "topic_what": """
        ہراسانی / ہراساں کرنا / harassment / hirasan / harasani / harasa / harasment / harrasment / harrassment
        harass / haras / hirasani / hrasment / harasan / تنگ کرنا / tang / tung / tng / tang krta / tang kar raha
        tang karte hain / tang krna / tng krta ha / پیچھا کرنا / peecha / peechha / pecha / picha / pichha
        peecha krta / pecha krna / hath lagaya / haath lagana / hath lagata / ہاتھ لگانا / hath / haath / choona
        chuna / chhua / chhona / touch / tach / زبردستی / zabardasti / zaberdasti / zabrdasti / zbrdasti
        zabrdsti / zbardasti / jabardasti / zbardsti""",
    "info": """
        معلومات / maloomat / malomat / malumat / malomaat / jankari / info / batana / btana / tip / khabar / قانون
        qanoon / qanon / kanoon / kanon / qanun / kanun / qaanoon / law / maloomat chahiye""",
    "subscribe": """
        tips / TIPS / tipz / tps / tipss / ٹپس / tips bhejo / tips bhejein / tips chahiye / mujhe tips chahiye
        weekly tips / ٹپس بھیجیں / har hafte tips / send me tips / tips plz / tips please""",
    "unsubscribe": """
        tips band / tips band karo / tips stop / stop tips / ٹپس بند / ٹپس بند کریں / tips nahi chahiye / tips mat bhejo
        tips na bhejein / no more tips / tips khatam""",
    "cost": """
        مفت / فری / free / muft / moft / mufat / fri / fre / freee / fee / پیسے / خرچہ / بیلنس / paisa / pesa
        paise / paisay / pese / pesy / kharcha / kharch / charges / balance / blnc / kitne paise / is it free""",
    "menu": """
        menu / mno / manu / مینو / zaban / zuban / zabaan / zubaan / zban / boli / language / lang / زبان / salam
        hello""",
    "language_ur": """
        اردو / urdu / urdo / urduu / urdoo / ordu / urd / urdu me / اردو میں""",
    "language_ur_latn": """
        roman urdu / roman""",
    "language_en": """
        انگریزی / english / angrezi / inglish / angraizi / angrazi / ingrezi / eng / englsh / english mein""",
    "who": """
        آپ کون ہیں / kon / kaun / koun / kn / ap kon / aap kaun / kon ho / kon hai / kun ho / who r u / who are u
        who are you / ap kon hain""",
}

# Read as the answer to an open question; without one they mean nothing.
ANSWERS: dict[str, str] = {
    "yes": "ہاں / جی / han / g / gi / ji / haan / jee / hn / haa / jii / ys / y / ok / theek hai / ji haan / haan ji",
    "no": "نہیں / nahi / nai / nhi / nae / nahe / nahin / nhe / nahein / naheen / nhn / na / no / n / nahi ji",
    "stop": "bas / بس / bss",
    "again": "دوبارہ / پھر سے / dobara / dubara / dobarah / repeat / again / phir",
    "back": "back / wapas / wapis / واپس / peeche",
}

NUMBERS: dict[str, str] = {
    "0": "0 / zero / sifar / صفر / ۰",
    "1": "1 / aik / ek / ik / ak / ایک / ۱ / ١ / 1. / 1) / #1 / no 1 / press 1 / 1 plz / (1) / 1️⃣ / １ / १ / ji 1",
    "2": "2 / do / du / doo / دو / two / ۲ / option 2 / number 2",
    "3": "3 / teen / tin / تین / three",
    "4": "4 / char / chaar / چار / ٤",
    "5": "5 / panch / paanch / پانچ",
    "9": "9 / nau / نو / nine",
    "*": "* / **  / *.",
    "#": "# / #!",
    "03001234567": "0300 1234567 / 0300-1234567 / ۰۳۰۰۱۲۳۴۵۶۷",
}

# Nobody who writes these asks for anything. More of them, written before the matcher was tried on them, are below.
ALMOST: tuple[str, ...] = tuple(
    line.strip()
    for line in """
aaj mausam bohat acha hai
kal milte hain inshallah
khana kha liya ap ne
bhai kal ka match dekha kya
bijli phir chali gai
mera beta school se aa gaya
abbu bazar gaye hain sabzi lene
bas nikal gai subah wali
main bus stop par khari hun
yeh kapre kitne ke hain
ye kaam kal karo
aaj chai mein cheeni kam thi
bohat garmi hai aaj
eid mubarak ho sab ko
salgirah mubarak baji
shukriya ap ka bohat bohat
acha theek hai phir milte hain
tum ne parhai ki ya nahi
kal imtehan hai dua karna
ammi ne biryani banai hai
phone charge kar lo light jane wali hai
mera phone nahi chal raha
mujhe naya mobile lena hai
call nahi aayi abhi tak
main call nahi kar sakti balance nahi
us ne call nahi ki kal raat
bhai ka phone aya tha subah
shohar ka mobile kharab ho gaya
koi paas hospital hai kya
koi paas nahi hai yahan
hansi se mar gaya main to
match mein chakka mara us ne
garmi se mar raha hun yaar
bukhar se mara ja raha hun
paise bachao kal kaam ayenge
bijli bachao pani bachao
gari band ho gai raste mein
dukan band hai aaj itwar hai
darwaza band kar do
pankha band kar do
light band kar dein please
rasta band hai dusri taraf se ao
malik sahib kal ayenge
malik ne kiraya barha diya
mian sahib salam kehte hain
sab khair hai ap sunayein
sab log shadi mein gaye hain
kal bhai ki shadi hai
shadi ka khana bohat acha tha
izzat se baat karo baron se
allah izzat de ap ko
bad mein baat karte hain
baad mein aana abhi so raha hun
dr sahab ne dawai di hai
dr ke paas jana hai kal
kasur sheher lahore ke paas hai
mera koi kasur nahi tha
jang mein khabar parhi thi aaj
zabardast kaam kiya yaar
zabardast match tha kal
nai gari li hai bhai ne
naya saal mubarak
bachay park mein khel rahe hain
bachon ki fees deni hai
bachi so gai hai
mera bacha bohat shararti hai
larki walon ne haan kar di
larka acha hai rishta dekh lo
tang kapre mat pehno
yeh joota tang hai
peechay wali gali mein ghar hai
mere peeche ek dukan hai
police ne rasta band kia hua hai
bhai police mein bharti ho gaya
qanoon ki kitab kahan hai
law college mein dakhla mil gaya
video dekhi tum ne kal wali
photo achi ayi hai teri
tasveer deewar par lagi hai
pics bhej do shadi ki
school ki chutti hai kal
teacher ne homework diya hai
ustad ji ne sabaq yaad karne ko kaha
office ja raha hun
boss aaj chutti par hai
job mil gai alhamdulillah
naukri dhoond raha hun aaj kal
kaam khatam ho gaya
khana khatam ho gaya
film khatam hui to niklenge
qaid e azam ka mazar karachi mein hai
sham ko chai peene ao
raat ko der se soya
subah jaldi uthna hai
jaldi karo der ho rahi hai
foran ghar ao mehman aye hain
khuda hafiz
allah hafiz baji
sona mehnga ho gaya hai
doodh le ana wapsi par
gaon ja rahe hain eid par
hospital mein khala dakhil hain
doctor ne aram ka kaha hai
naam kya hai ap ke bete ka
ap ka naam bohat pyara hai
ap kahan rehte hain
hum lahore mein rehte hain
karachi mein barish ho rahi hai
bhai jaan salam
assalam o alaikum kese hain sab ghar wale
walaikum salam main theek hun
main theek hun ap sunao
koi baat nahi
koi masla nahi
pata nahi kahan gaya
mujhe nahi pata
mujhe samajh nahi aya
mujhe bhook lagi hai
mujhe neend aa rahi hai
mujhe pani do
mujhe pyas lagi hai
mujhe gaana sunao
allah madad kare sab ki
ap ki madad ka shukriya
madad ka bohat shukriya bhai
emergency mein khala ki duty hai
khatre ki koi baat nahi
koi khatra nahi ab
cricket ka bukhar charha hai
aloo gosht pakaya hai aaj
kitab wapas kar do
paise wapas mil gaye
us ne sach kaha tha
dil khush ho gaya
bohat maza aya kal
mubarak ho beta hua hai
tum kab ao ge
train late hai do ghante
ticket le li hai kal ki
teen baje milte hain
char log aa rahe hain
panch kilo aata lana hai
meri behan ki mangni hai
chacha ji ki tabiyat kharab hai
mamu england se aye hain
susral se mithai aai hai
saas ne kheer banai hai
shohar dubai mein kaam karte hain
husband ki chutti ho gai
zaban meethi honi chahiye
urdu ka parcha asan tha
english ki class kal hai
punjabi gana suno
fees kab jama karwani hai
balance load karwa do
easyload wala kahan hai
bhai pese bhej diye hain
internet slow hai aaj
whatsapp par bhej do
facebook par dekha tha
id card banwana hai
sim band ho gai hai meri
number likh lo naya
msg mil gaya shukriya
aaj ki taza khabar suni
موسم بہت اچھا ہے آج
کل ملتے ہیں
کھانا تیار ہے آ جاؤ
بچے باغ میں کھیل رہے ہیں
بجلی چلی گئی ہے
امی نے سلام کہا ہے
آپ کا بہت بہت شکریہ
بھائی کی شادی ہے کل
دکان بند ہے آج
دروازہ بند کر دو
گاڑی خراب ہو گئی
مجھے نیند آ رہی ہے
مجھے بھوک لگی ہے
لاہور میں بارش ہو رہی ہے
سب خیریت ہے آپ سنائیں
عید مبارک
ابو دفتر گئے ہیں
میرا بیٹا سکول جاتا ہے
آج کرکٹ کا میچ ہے
پانی ختم ہو گیا ہے
اللہ مدد کرے سب کی
کوئی بات نہیں
مجھے نہیں معلوم
خالہ ہسپتال میں ہیں
چائے پی لی آپ نے
استاد نے سبق پڑھایا
بس نکل گئی ہے
کل امتحان ہے دعا کرنا
فون چارج کر لو
کال نہیں آئی ابھی تک
نئی کتاب لی ہے
گرمی بہت ہے آج
بہن کا فون آیا تھا
آپ کب آئیں گے
پیسے مل گئے شکریہ
what time is the bus
see you tomorrow at the market
the weather is nice today
happy birthday dear
my phone battery is low
did you call me yesterday
nobody called yesterday
he did not call yesterday
are you coming to the wedding
the school is closed on friday
my brother is a police officer
my boss gave me a day off
the children are playing outside
I love this video
nice photo
thank you for your help
thanks for the help yesterday
you are killing me with these jokes
this exam will be the death of me
the shop is closed today
please close the door
feel free to come over
I am free on sunday
I have to work tomorrow
my husband is in dubai
dinner is ready come home
we are going to the village
good morning
good night
how are you
I am fine thanks
ok see you
where do you live
the bus did not stop here
can you bring milk
the train was late again
call of duty is a game
my mother is at the hospital
did you see the match
suicide attack in the news again
the law exam was easy
the power is out
I lost my sim card
he works in an office
let us go back home now
mera match tha aaj
tum log kab wapas aao ge
kia haal hai
sb ko salam dena
ghar mein sab theek hain
ghar aa jao jaldi
sab ghar aa gaye
wo ghar par nahi hai
bhai ghar par hai kya
abu ghar par nahi hain
main ghar par hun
kon banega crorepati dekha
kon jeeta match
kya kar rahe ho
bas yahi kehna tha
bas karo bohat ho gaya mazaq
ab bas bhi karo yaar
chup ho jao bachon
mujhe maaf kar do
maaf karna bhai
paani band hai subah se
gas band ho gai
school band hain kal
phone band tha mera
mera mobile gir gaya
mere phone ki screen toot gai
mujhe tumhara phone chahiye do minute ke liye
mujhe call kiya tha kya
kisi ka phone aya tha
ye mera phone hai
ye number mera hai
kya ye tumhara number hai
wo bohat tang hai jagah
jagah tang hai yahan
ghalat fehmi ho gai thi
ghalat baat hai yeh
number galat likha hai kitab mein
hath dho lo khana lag gaya
hath mein dard hai
us ne mera hath dekha
peeche mur ke dekho
dekh raha hun tv
sun raha hun gaane
main sun raha hun batao
wo sun raha hai naat
koi aa raha hai kya
koi aa gaya darwaze par
sab sath chalenge kal
ye dost ka mobile hai naya wala
wo yahan hai kal se
machar maar dawa kahan hai
us ne chakka maara
mar jaun tere pyar mein
marna to sab ne hai
zindagi khatam nahi hoti ek imtehan se
maut ka waqt muqarrar hai
jaan se pyara hai mera beta
meri jaan kaisi ho
qatal ki khabar suni tum ne
qatal ho gaya gali mein
tezab walon ki dukan
acid battery wala
bandooq wali film
gun wala game khelo
chaku le ao kitchen se
churi le ao kitchen se
mujhe chaku do
tala laga do darwaze ko
tala laga diya gate ko
darwaza band kar diya
kamre mein band khirki hai
us ne kaam band kar diya
dukan band kar di
emergency light kharab hai
help desk kahan hai
police aa gai gali mein
rapist ko saza mili news
violence against women ka din hai
child specialist doctor
bachay ka sath do parhai mein
bachon ke sath park gaye
meri bachi ke sath khelne ao
mere bete ki shadi hai
free ho to call karna
call karna jab free ho
baad mein call karta hun
main call karta hun abhi
kal call karun ga
phone karna ammi ko
ammi ko call karo
bhai ko call kar do ke jaldi aye
dawai lane ke liye call kar di hai
sir ko message kar do
photo bhejo shadi ki
meri photo kaisi hai
meri video dekhi
mera video like karo
wakeel sahab ka beta doctor hai
lawyer movement 2007
office mein kaam zyada hai
boss ne bonus diya
account number bhejo
account mein paise bhej do
password bhool gaya wifi ka
report aa gai blood ki
report achi hai doctor ne kaha
case lamba chalega
talaq ka lafz
talk to you later
i will call you tomorrow
call the doctor please
please call your mother
stop at the shop
please stop at the corner
do not call him he is sleeping
he is here for dinner
he is home now
my brother is here from lahore
my mother is home
my father is near the market
i want to die laughing
he is going to kill it on stage
what a killer match
no problem at all
are you in danger of missing the train
somebody is at the door
save me some biryani
who is coming to dinner
who is this actor
how much is the milk
is it free on sunday
back in ten minutes
start the car
end of the month
""".splitlines()
    if line.strip()
)

# Whole sentences, written after the lists; 7 of these 105 were missed at first.
SENTENCES: dict[str, str] = {
    "help": """
        Assalam o alaikum mujhe ap ki madad chahiye
        HELP!!!
        plz help me
        meri madad kr dein plz
        میری مدد کریں
        mujhe help ki zarurat hai
        madaddd
    """,
    "call_me": """
        koi khatra nahi hai mujhe call karein
        call nahi aayi mujhe call karo
        mjhe aj sham ko call kr dena
        can u call me back plz
        Please give me a call
        kya ap mujhe phone kar sakti hain
        mujhe kal subah 10 baje call karein
        آپ مجھے فون کر سکتی ہیں
        call krdo
        mujhe kisi se baat karni hai
    """,
    "dont_call": """
        ap log call na krein meri saas k pas phone hota hai
        call mat karna jab tak main na kahun
        mujhe call na kijiye ga
        plz call na karna ghar wale sath hain
        dont ever call this number
        call nai karni
        مجھے کال مت کرنا
        ap phone na kiya karein
        abhi call mt krna
        Do NOT phone me
    """,
    "not_mine": """
        ye mere husband ka no hai
        its my dads phone
        mobile bhai k pas hota h
        ye phone mera nahi hai
        یہ فون میرا نہیں ہے
        yeh mobile mera nahi hai ji
        ye mere bhai ka number hai
        yeh phone mere shohar ka hai
        یہ میرے شوہر کا فون ہے
        this phone belongs to my father
        mera apna phone nahi hai
        is not my number
    """,
    "someone_near": """
        koi mere paas betha hai
        abhi baat nahi ho sakti
        میں ابھی بات نہیں کر سکتی
        i cant talk right now
        my husband is home
        saas sath baithi hai
    """,
    "danger": """
        plz mujhe bacha len mera shohar mar raha h
        meri jaan khatre mai hai
        wo mujhe jaan se maar dega
        mera shohar mujhe maar raha hai
        وہ مجھے مار دے گا
        he has locked me in the room
        please save me he is beating me
        mujhe kamre me band kr diya hai
        khatre me hun jaldi kuch karo
        us ne tezab phenkne ki dhamki di hai
        wo ghar me ghus aya hai
        he will kill me
    """,
    "distress": """
        koi faida nahi jeene ka
        i feel like ending everything
        jeene ka dil nahi karta
        main mar jana chahti hun
        mujhe jeena nahi hai ab
        میں مرنا چاہتی ہوں
        میں خودکشی کر لوں گی
        i dont want to live anymore
        apni jaan le lun gi
        zindagi se tang aa gai hun
    """,
    "topic_pictures": """
        wo meri tasveerein viral karne ki dhamki deta hai
        larka mujhe blackmail kr rha hai
        مجھے بلیک میل کر رہا ہے
        someone is blackmailing me with my photos
    """,
    "topic_work": """
        mera boss mujhe tang karta hai
        office me harassment ho rahi hai
        دفتر میں ہراساں کیا جا رہا ہے
        my manager is harassing me
    """,
    "topic_phone": """
        koi anjan number se tang karta hai bar bar call krke
        kisi ne meri fake id bana li hai
        facebook pe tang kar raha hai
    """,
    "topic_home": """
        mere shohar ne mujhe ghar se nikal diya
        susar mujh par gandi nazar rakhta hai
        shohar roz marta hai
        mera shohar mujhe marta peetta hai
        شوہر مارتا ہے
        my husband beats me
        susral wale zulm karte hain
    """,
    "topic_children": """
        mere bachay ko koi tang karta hai
    """,
    "topic_street": """
        larke rastay me tang krte hain
        بس میں لڑکے تنگ کرتے ہیں
    """,
    "topic_school": """
        teacher mujhe hath lagata hai
        استاد نے ہاتھ لگایا
    """,
    "topic_marriage": """
        meri zabardasti shadi kar rahe hain
        mere abu meri shadi zabardasti kar rhe hain cousin se
        میری شادی زبردستی ہو رہی ہے
    """,
    "topic_child": """
        meri umar 15 saal hai
        میں پندرہ سال کی ہوں
    """,
    "topic_friend": """
        meri saheli ki madad karni hai
    """,
    "near_lahore": """
        im at lahore where can i go
    """,
    "topic_what": """
        ek admi mera peecha karta hai
        a man is following me
        harassment kya hoti hai
    """,
    "topic_evidence": """
        saboot kaise rakhen
        how do i keep evidence
    """,
    "topic_police": """
        police me report kaise karwaun
        FIR kaise katwain
        پولیس میں شکایت کیسے کروں
    """,
    "call_law": """
        bachon ki custody chahiye
        mujhe lawyer se milna hai
        وکیل سے بات کرنی ہے
        free legal advice chahiye
    """,
    "call_feelings": """
        mujhe bohat dar lagta hai
        main bohat pareshan hun
        i feel so sad
    """,
    "call_online": """
        mera whatsapp hack ho gya hai
        my facebook was hacked
    """,
    "wrong_number": """
        ap ne ghalat number milaya hai
        sorry wrong number
    """,
    "stop": """
        dobara msg mat karna
        band karo ye msgs
        mjhe in msgs ki zaroorat nahi
        Stop.
        plz stop
        msg mat bhejo
        مجھے میسج نہ بھیجیں
    """,
    "who": """
        ap log kon hain kahan se bol rahe
        ap kon ho aur ye kis ka number hai
        یہ کس کا نمبر ہے
        who is this??
    """,
    "cost": """
        is k paise lagte hain?
        is this service free
    """,
    "language_en": """
        english please
    """,
    "language_ur": """
        urdu mein likhein
    """,
    "info": """
        mujhe maloomat chahiye
    """,
    "start": """
        Start
    """,
    "delete": """
        mera data delete kar dein
        please delete my messages
    """,
}

ORDINARY: tuple[str, ...] = tuple(
    line
    for line in (Path(__file__).parent / "ordinary.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)


def pairs(cases: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each text of a list with what it means."""
    return [
        (wanted, text.strip())
        for wanted, texts in cases.items()
        for line in texts.splitlines()
        for text in line.split(" / ")
        if text.strip()
    ]
