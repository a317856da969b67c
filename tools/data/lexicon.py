#!/usr/bin/env python3
"""Makes gazetteers/en/lexicon/{verbs,nouns,adjectives,adverbs}.tsv.

    apt-get install wordnet-base scowl
    python3 tools/data/lexicon.py --out gazetteers/en/lexicon --gum gum-train.conllu

Where the words come from
  * WordNet 3.0 (Debian wordnet-base, /usr/share/wordnet): index.* for the lemmas, data.* for their capitals (a lemma that is
    written with a capital in every one of its senses is a proper noun and is left out), *.exc for irregular forms,
    cntlist.rev for how often a sense was tagged. WordNet licence.
  * UD English GUM, train part (CC BY 4.0): lower-cased lemmas counted, nothing else.
  * SCOWL (Debian scowl; permissive, Kevin Atkinson): decides which rare words are dropped and which of two regular spellings of a form
    exist ("potatoes", not "potatos"); its size level gives the frequency class of words without a count.
  * The tables below, by the dateline authors: irregular verbs, words younger than WordNet, words to leave out.

How a form is made: an irregular table first, then the exception list, then the regular rules; a regular form that has several
possible spellings (traveled/travelled, stopped) is kept in those spellings that SCOWL knows.

To add a word: EXTRA. To drop one: DROP. To mend a verb: IRREGULAR. Run again; the output is sorted and stable.
"""
import argparse, glob, math, os, re, sys
from collections import Counter, defaultdict

WN = "/usr/share/wordnet"
SCOWL = "/usr/share/dict/scowl"
VOWEL = set("aeiou")

# lemma: past/variants past-participle/variants
IRREGULAR_TEXT = """
be was/were been
have had had
do did done
go went gone
say said said
make made made
know knew known
think thought thought
take took taken
see saw seen
come came come
give gave given
find found found
tell told told
feel felt felt
become became become
leave left left
put put put
mean meant meant
keep kept kept
let let let
begin began begun
show showed shown/showed
hear heard heard
run ran run
hold held held
bring brought brought
write wrote written
sit sat sat
stand stood stood
lose lost lost
pay paid paid
meet met met
set set set
learn learned/learnt learned/learnt
lead led led
understand understood understood
speak spoke spoken
read read read
spend spent spent
grow grew grown
win won won
buy bought bought
send sent sent
build built built
fall fell fallen
cut cut cut
sell sold sold
draw drew drawn
break broke broken
wear wore worn
hit hit hit
eat ate eaten
teach taught taught
choose chose chosen
seek sought sought
deal dealt dealt
fight fought fought
throw threw thrown
catch caught caught
rise rose risen
drive drove driven
lie lay/lied lain/lied
lay laid laid
arise arose arisen
bear bore borne
beat beat beaten/beat
bend bent bent
bet bet/betted bet/betted
bid bid/bade bid/bidden
bind bound bound
bite bit bitten
bleed bled bled
blow blew blown
breed bred bred
broadcast broadcast/broadcasted broadcast/broadcasted
burn burned/burnt burned/burnt
burst burst burst
bust busted/bust busted/bust
cast cast cast
cling clung clung
clothe clothed clothed
cost cost cost
creep crept crept
dig dug dug
dive dived/dove dived
dream dreamed/dreamt dreamed/dreamt
drink drank drunk
dwell dwelt/dwelled dwelt/dwelled
feed fed fed
fit fitted/fit fitted/fit
flee fled fled
fling flung flung
fly flew flown
forbid forbade/forbad forbidden
forecast forecast/forecasted forecast/forecasted
foresee foresaw foreseen
forget forgot forgotten
forgive forgave forgiven
forgo forwent forgone
forsake forsook forsaken
freeze froze frozen
get got got/gotten
grind ground ground
hang hung/hanged hung/hanged
hide hid hidden
hurt hurt hurt
input input/inputted input/inputted
kneel knelt/kneeled knelt/kneeled
knit knitted/knit knitted/knit
lean leaned/leant leaned/leant
leap leaped/leapt leaped/leapt
lend lent lent
light lit/lighted lit/lighted
mistake mistook mistaken
mow mowed mown/mowed
offset offset offset
overcome overcame overcome
plead pleaded/pled pleaded/pled
prove proved proved/proven
quit quit/quitted quit/quitted
rend rent rent
rid rid/ridded rid/ridded
ride rode ridden
ring rang rung
saw sawed sawn/sawed
sew sewed sewn/sewed
shake shook shaken
shear sheared shorn/sheared
shed shed shed
shine shone/shined shone/shined
shoe shod/shoed shod/shoed
shoot shot shot
shrink shrank/shrunk shrunk
shut shut shut
sing sang sung
sink sank/sunk sunk
slay slew slain
sleep slept slept
slide slid slid
sling slung slung
slink slunk slunk
slit slit slit
smell smelled/smelt smelled/smelt
smite smote smitten
sneak sneaked/snuck sneaked/snuck
sow sowed sown/sowed
speed sped/speeded sped/speeded
spell spelled/spelt spelled/spelt
spill spilled/spilt spilled/spilt
spin spun spun
spit spat/spit spat/spit
split split split
spoil spoiled/spoilt spoiled/spoilt
spread spread spread
spring sprang/sprung sprung
steal stole stolen
stick stuck stuck
sting stung stung
stink stank/stunk stunk
strew strewed strewn/strewed
stride strode stridden
strike struck struck/stricken
string strung strung
strive strove/strived striven/strived
swear swore sworn
sweat sweated/sweat sweated/sweat
sweep swept swept
swell swelled swollen/swelled
swim swam swum
swing swung swung
tear tore torn
thrive thrived/throve thrived
thrust thrust thrust
tread trod trodden
upset upset upset
wake woke/waked woken/waked
awake awoke/awaked awoken/awaked
weave wove/weaved woven/weaved
wed wed/wedded wed/wedded
weep wept wept
wet wet/wetted wet/wetted
wind wound wound
withdraw withdrew withdrawn
withhold withheld withheld
withstand withstood withstood
wring wrung wrung
behold beheld beheld
beset beset beset
befall befell befallen
beget begot begotten
bestride bestrode bestridden
abide abode/abided abode/abided
bereave bereaved/bereft bereaved/bereft
beseech besought/beseeched besought/beseeched
bespeak bespoke bespoken
chide chid/chided chidden/chided
cleave cleaved/clove cleaved/cloven
hew hewed hewn/hewed
heave heaved/hove heaved/hove
hoist hoisted hoisted
typeset typeset typeset
telecast telecast/telecasted telecast/telecasted
simulcast simulcast simulcast
podcast podcast/podcasted podcast/podcasted
livestream livestreamed livestreamed
sublet sublet sublet
proofread proofread proofread
lipread lipread lipread
partake partook partaken
wreak wreaked wreaked
shit shit/shat shit
fuck fucked fucked
countersink countersank countersunk
handwrite handwrote handwritten
ghostwrite ghostwrote ghostwritten
backslide backslid backslid
browbeat browbeat browbeaten
babysit babysat babysat
hamstring hamstrung hamstrung
spellbind spellbound spellbound
deepfreeze deepfroze deepfrozen
inset inset inset
inlay inlaid inlaid
waylay waylaid waylaid
mislay mislaid mislaid
begird begirt begirt
gird girded/girt girded/girt
gild gilded/gilt gilded/gilt
strip stripped stripped
unclothe unclothed unclothed
jackrabbit jackrabbited jackrabbited
sightsee sightsaw sightseen
foretell foretold foretold
forego forewent foregone
forbear forbore forborne
forswear forswore forsworn
intercut intercut intercut
crosscut crosscut crosscut
undercut undercut undercut
underbid underbid underbid
interweave interwove interwoven
rive rived riven
shrive shrove shriven
wend wended wended
stave staved/stove staved/stove
ken kenned kenned
lade laded laden
bide bided bided
thrash thrashed thrashed
mishear misheard misheard
ski skied skied
taxi taxied taxied
sue sued sued
dye dyed dyed
singe singed singed
tinge tinged tinged
bus bused/bussed bused/bussed
gas gassed gassed
bias biased/biassed biased/biassed
focus focused/focussed focused/focussed
"""
ING = {"be": "being", "die": "dying", "lie": "lying", "tie": "tying", "untie": "untying", "vie": "vying", "belie": "belying",
       "singe": "singeing", "dye": "dyeing", "tinge": "tingeing/tinging", "age": "aging/ageing", "sightsee": "sightseeing", "route": "routing/routeing",
       "bus": "busing/bussing", "gas": "gassing", "focus": "focusing/focussing", "bias": "biasing/biassing", "ski": "skiing", "taxi": "taxiing/taxying",
       "hie": "hieing/hying", "swinge": "swingeing", "underlie": "underlying", "overlie": "overlying", "shoe": "shoeing", "hoe": "hoeing", "canoe": "canoeing",
       "toe": "toeing", "eye": "eyeing/eying", "queue": "queuing/queueing", "cue": "cueing/cuing", "quit": "quitting", "quiz": "quizzing", "input": "inputting", "bet": "betting", "fit": "fitting", "rid": "ridding",
       "wed": "wedding", "wet": "wetting", "knit": "knitting", "begird": "begirding"}
THIRD = {"be": "is", "have": "has", "do": "does", "go": "goes", "undergo": "undergoes", "quiz": "quizzes", "whiz": "whizzes", "gas": "gasses/gases",
         "bus": "buses/busses", "focus": "focuses/focusses", "bias": "biases/biasses", "ski": "skis", "taxi": "taxis"}
PREFIX = ("over", "under", "out", "re", "un", "fore", "mis", "with", "up", "inter", "pre", "co", "de", "bi")
# verbs that look prefixed but are regular
REGULAR = set("unleash relay allay delay overlay outlay belay prelay reset preset".split()) - {"overlay", "relay", "reset", "preset"}
REGULAR |= {"rebroadcast"} - {"rebroadcast"}
REGULAR |= set("behave relieve repent redden reface relent recite repay".split()) - {"repay"}
REGULAR |= set("resend recast remit refit recede remind rebind reap rely remake reread rewind respond".split()) & {"remit", "recede", "remind", "reap", "rely", "respond"}
REGULAR |= set("debut defeat demean befit beshow outshout prepay unbend debit debut result resaw descend depend defend despread detread desaw reprove deride delight design debus degas unhinge".split()) & {
    "demean", "befit", "defeat", "depend", "debit", "reprove", "deride", "delight", "degas", "unhinge"}

# words younger than WordNet 3.0 or missing there: word [forms] freq; forms made by rule when left out
EXTRA = {
 "verb": """tweet:4 retweet:3 google:3 blog:3 vlog:2 text:4 email:5 unfriend:1 unfollow:2 livestream:3 stream:4 podcast:2 download:4 upload:4 reboot:3
   crowdfund:2 crowdsource:2 photoshop:2 weaponize:3 weaponise:2 monetize:3 monetise:2 incentivize:3 incentivise:2 prioritize:4 prioritise:3 optimise:3 recognise:4
   organise:4 realise:4 criticise:4 apologise:4 emphasise:3 authorise:4 mobilise:3 privatise:3 nationalise:3 stabilise:3 legalise:3 finalise:3 summarise:3 analyse:4
   destabilize:3 destabilise:3 normalise:3 minimise:3 maximise:3 utilise:3 utilize:4 symbolise:2 characterise:3 centralise:2 decentralise:2 liberalise:2 militarise:2 militarize:2 demilitarise:2
   demilitarize:2 radicalise:3 radicalize:3 victimise:2 terrorise:2 hospitalise:3 hospitalize:4 immunise:2 sterilise:2 vaccinate:4 quarantine:3 outsource:3 offshore:2 onboard:2 offboard:1
   rebrand:3 upskill:1 upcycle:1 repurpose:3 greenlight:3 sideline:3 spearhead:3 downplay:4 oust:4 quash:3 hack:4 phish:2 spam:2 troll:3 dox:1 gaslight:2 ghost:2 greenwash:2 whitewash:2
   handpick:2 fundraise:3 headhunt:2 multitask:2 telework:1 telecommute:2 co:0 lockdown:1 deplatform:2 demonise:2 demonize:3 redact:3 denuclearize:3 denuclearise:2 reauthorize:2 repatriate:3 decarbonize:2 decarbonise:2
   decommission:3 deescalate:2 destress:1 defund:3 derail:4 backfire:3 backtrack:3 blackmail:3 blacklist:3 whitelist:2 blindside:2 bottleneck:1 brainstorm:2 breathalyse:1 breastfeed:3 carjack:2 hijack:4 kickstart:3
   sanction:4 skyrocket:4 snub:3 stonewall:3 streamline:3 strategize:2 traffic:3 tase:2 taser:2 showcase:4 fastback:0 underperform:3 outperform:4 underfund:2 understaff:2 underreport:2 oversee:5 overrule:3 overhaul:4 overturn:4
   microwave:2 moonlight:2 mothball:2 nosedive:2 offload:3 pinpoint:4 proofread:2 redeploy:3 reelect:4 reopen:4 relaunch:3 reshuffle:3 resit:1 restart:4 retrain:2 revamp:3 rezone:2 roadblock:1 sext:1 skype:2 facetime:1 smartphone:0 spotlight:2 teargas:2 trademark:2 tailgate:2 uptick:0 video:2 wiretap:3 workshop:2 zoom:3 implode:3 euthanize:2 euthanise:2 extradite:4 airlift:3 airdrop:2 bulldoze:3 bankroll:3
   firebomb:2 gerrymander:2 globalize:2 globalise:2 politicise:2 politicize:3 polarise:2 polarize:3 marginalise:2 marginalize:3 scapegoat:2 stigmatise:2 stigmatize:3 stockpile:4 stopgap:0 tokenize:1 touchdown:0 unveil:5 update:5 upgrade:4 warmonger:0 overfish:2 outrank:2 outspend:2 outvote:2 outnumber:4 outlaw:4 encrypt:3 decrypt:3 digitise:2 digitize:3 geotag:1 jailbreak:1 liaise:3 mentor:3 mic:0 mandate:4 parse:2 partner:4 pilot:3 reference:4 scroll:3 source:3 swipe:3 task:3 impact:4 transition:4 trend:3 unionise:2 unionize:3 uninstall:2 vape:2 vet:4 veto:4 waterboard:2 debunk:3 debrief:3 delist:2 derisk:1 reskill:1 rewild:1""",
 "noun": """email:6 e-mail:0 website:6 webpage:3 homepage:3 internet:6 web:6 blog:5 blogger:4 vlog:2 vlogger:2 tweet:5 retweet:3 hashtag:4 app:5 apps:0 smartphone:5 smartwatch:3 cellphone:4 laptop:5 tablet:4 ebook:3 selfie:4 meme:4 emoji:4 podcast:5 podcaster:3 livestream:4 livestreamer:2 streamer:3 playlist:4 screenshot:4 username:3 password:4 login:4 logout:2 download:4 upload:4 wifi:4
   broadband:4 router:3 spyware:3 malware:4 ransomware:4 cyberattack:4 cybersecurity:4 cybercrime:3 cyberspace:3 cyberwarfare:3 cyberbullying:3 hacker:5 hacktivist:2 phishing:3 firewall:3 botnet:2 bot:4 chatbot:4 avatar:3 algorithm:4 analytics:4 metadata:3 database:4 dataset:4 blockchain:4 bitcoin:4 cryptocurrency:4 crypto:4 stablecoin:2 fintech:3 startup:5 crowdfunding:3 crowdsourcing:2 entrepreneurship:3
   influencer:4 netizen:3 paywall:3 clickbait:3 newsfeed:2 newsletter:4 voicemail:3 webcam:3 webinar:3 wiki:2 workflow:3 workspace:3 coworker:4 coworking:2 telemedicine:2 telehealth:3 telework:2
   coronavirus:5 covid:5 lockdown:5 pandemic:5 epidemic:5 vaccine:5 vaccination:5 vaxxer:2 booster:4 quarantine:4 ventilator:4 facemask:3 superspreader:2 variant:4 omicron:2 norovirus:2 biotech:3 biofuel:3 biodiversity:4 bioweapon:2 biomarker:2 stent:3 opioid:4 fentanyl:4 meth:3 vape:3 vaping:3 vaper:2
   drone:5 quadcopter:2 airstrike:5 ceasefire:5 militiaman:3 militant:5 insurgency:4 jihadi:4 jihadist:4 jihad:4 mujahideen:3 peacekeeper:4 peacekeeping:4 paramilitary:4 warplane:4 gunship:3 gunfight:3 shootout:4 standoff:4 crackdown:5 clampdown:3 roadblock:3 checkpoint:4 flashpoint:3 frontline:4 battlefield:4 warlord:4 warhead:4 airdrop:2 airlift:3 carjacking:3 carjacker:2 hijacker:4 kidnapper:4 smuggler:4 trafficker:4 whistleblower:4
   bailout:5 buyout:4 takeover:5 shareholder:5 stakeholder:4 hedge:3 payout:4 payday:3 paycheck:4 payroll:4 payoff:3 layoff:4 outsourcing:3 offshoring:2 rollout:4 rollback:3 pushback:4 takedown:3 setback:5 comeback:4 showdown:4 shutdown:5 slowdown:5 meltdown:4 rundown:2 breakup:4 buildup:4 makeover:3 lineup:4 lookup:2 mashup:2 markup:3 pickup:4 setup:4 signup:2 followup:2 upside:3 downside:4 upturn:3 downturn:5 uptick:4 uptake:3 workaround:3 deadline:5 headline:5 guideline:4 timeline:4 pipeline:5 hotline:4 airline:5 skyline:3 coastline:4 sideline:3 baseline:3
   eurozone:4 bloc:5 referendum:5 runoff:4 byelection:2 caucus:4 turnout:5 gerrymandering:3 impeachment:4 populism:4 populist:4 globalisation:3 globalization:4 organisation:5 organiser:4 programme:5 centre:5 labour:5 defence:5 theatre:4 colour:4 neighbour:4 behaviour:4 favour:4 honour:4 rumour:3 tumour:3 harbour:4 licence:4 offence:4 metre:4 kilometre:4 litre:4 fibre:3 cheque:4 tyre:4 kerb:2 manoeuvre:3 aeroplane:3 aluminium:3 jewellery:3 neighbourhood:4 endeavour:3 armour:3 paediatrician:2 authorisation:3 privatisation:3 mobilisation:3 nationalisation:2 stabilisation:2 normalisation:3 denuclearization:3 denuclearisation:2 demilitarisation:2 radicalisation:3 radicalization:3 hospitalisation:3 hospitalization:4 organizer:5
   transgender:3 nonprofit:4 ngo:3 think:0 bystander:4 firefighter:5 paramedic:4 lawmaker:5 policymaker:4 filmmaker:4 filmmaking:3 showrunner:3 songwriter:4 screenwriter:4 frontman:4 frontwoman:2 rapper:4 deejay:2 sitcom:3 sequel:4 prequel:3 remake:3 reboot:3 biopic:3 blockbuster:4 anime:3 manga:3 esports:3 gamer:4 videogame:3 soundtrack:4 superhero:4 supermodel:3 supercar:3 hypercar:2 hatchback:3 minivan:3 rideshare:2 carpool:2 takeaway:3 takeout:3 foodie:3 barista:3 brunch:3 craftsperson:1
   goalkeeper:4 goalie:3 midfielder:4 striker:4 winger:4 defender:4 fullback:3 equaliser:4 equalizer:3 semifinal:4 quarterfinal:4 semifinalist:3 quarterfinalist:3 finalist:4 playoff:4 knockout:4 hattrick:2 touchdown:4 linebacker:3 cornerback:3 quarterback:4 pole:3 matchday:3 transfer:4 superstar:4 paralympian:2 olympian:3 triathlon:3 triathlete:2 marathon:4
   solar:0 fracking:4 decarbonization:2 decarbonisation:2 wildfire:5 mudslide:4 landslide:4 aftershock:4 floodwater:3 heatwave:4 megacity:2 skyscraper:4 microplastic:3 greenhouse:4 emission:4 sustainability:4 renewables:4 superstorm:2 tsunami:5 typhoon:4 cyclone:4
   roadmap:4 watchdog:4 mindset:4 skillset:2 worldview:3 backlash:5 backlog:4 backdrop:4 background:5 standpoint:3 viewpoint:4 hotspot:4 hallmark:3 milestone:4 landmark:4 benchmark:4 spokesperson:5 chairperson:4 congressperson:2 caregiver:4 carer:3 childcare:4 daycare:3 healthcare:5 aftercare:2 homecare:1 hospice:3 deepfake:3 fact:7 infotainment:2 docuseries:2 touchscreen:3 thumbnail:3 username:3 voiceover:3 whiteboard:3 flatscreen:1 flyer:3 gig:4 glitch:4 hoverboard:2 scooter:4 moped:3 ebike:2 motorbike:4 microchip:3 semiconductor:4 chipmaker:4 automaker:5 carmaker:5 drugmaker:4 planemaker:3 shipbuilder:3 peacemaker:3 dealmaker:2 newsroom:4 newscast:3 newscaster:3 newsmaker:2 tabloid:4 broadsheet:3 photojournalist:3 photojournalism:2 workplace:5 workforce:5 taskforce:3 task:5 taser:3 tasers:0 teargas:3 headscarf:3 hijab:3 burqa:3 niqab:2 burkini:1 turban:3 imam:4 madrassa:3 ayatollah:4 fatwa:3 sharia:3 caliphate:4 emirate:3 oligarch:4 kleptocracy:2 genocide:4 apartheid:4 intifada:3 junta:4 putsch:2 coup:5 tycoon:4 mogul:3 billionaire:5 trillionaire:1 multimillionaire:3 multibillionaire:2 taxpayer:5 homeowner:4 ratepayer:2 pensioner:4 retiree:4 newcomer:4 latecomer:2 returnee:3 evacuee:4 attendee:4 asylee:2 migrant:5 emigrant:3 expat:4 townhouse:3 hostel:3 airbnb:2 turbine:4 terawatt:1 gigawatt:3 megawatt:4 kilowatt:3 gigabyte:3 megabyte:3 terabyte:3 kilobyte:2 megapixel:2 pixel:3 nanotechnology:3 nanoparticle:3 genome:4 exoplanet:3 spacecraft:4 spacewalk:3 moonwalk:2 rover:3 supercomputer:3 microprocessor:3 logo:4 merch:2 mum:4 mom:5 mommy:3 dad:5 kid:6 guy:6 dude:3 bro:3 lad:4 girlfriend:5 boyfriend:5 fiance:4 fiancee:3 ex:4 stepmom:2 stepdad:2 grandpa:4 grandma:4 granddad:3 nan:2 toddler:4 teen:5 tween:2 teenager:5 millennial:4 boomer:3 pupil:4 fresher:2 dropout:3 rehab:4 therapist:4 counselling:3 counselor:3 counsellor:3 toilet:4 bathroom:4 loo:3 carjackers:0 handgun:4 assault:5 stabbing:4 shooting:5 bombing:5 beheading:4 lynching:3 manhunt:4 tipoff:2 lawsuit:5 plaintiff:4 subpoena:4 indictment:4 arraignment:3 infographic:2 inbox:3 spam:3 spammer:2 troll:3 trolling:3 catfish:2 doxxing:1 upvote:1 chatroom:2 forum:4 subreddit:1 thread:4 gif:3 pdf:2 url:2 gps:3 tv:5 sms:3 dna:5 hiv:4 aids:4 gdp:4 ceo:4 pc:3 ai:3""",
 "adj": """online:5 offline:4 viral:4 woke:3 transgender:4 nonbinary:3 cisgender:2 bipartisan:4 nonpartisan:4 cashless:3 contactless:3 driverless:3 wireless:4 unmanned:4 hypersonic:3 asymptomatic:3 unvaccinated:4 vaccinated:4 antiviral:3 immunocompromised:3 ultranationalist:3 ultraconservative:3 neoliberal:3 neoconservative:2 eurosceptic:3 pro:3 anti:3 jihadist:3 jihadi:3 paramilitary:3 transatlantic:4 nonviolent:4 nonprofit:4 unelected:3 reelected:3 rebranded:2 encrypted:4 upcoming:5 ongoing:5 longstanding:4 nationwide:5 countrywide:4 statewide:4 citywide:3 onetime:4 sometime:2 multinational:4 multilateral:4 unilateral:4 trilateral:4 bilateral:5 geopolitical:4 sociopolitical:3 carbonneutral:0 eco:2 sustainable:4 renewable:4 solar:4 gluten:0 vegan:4 smart:5 favourite:4 grey:4 coloured:3 honourable:3 favourable:3 unfavourable:2 organised:4 unrecognised:2 recognised:3 unauthorised:3 authorised:3 privatised:2 centralised:3 specialised:3 industrialised:3 civilised:2 skilful:3 untravelled:0 defenceless:2 digital:5 mobile:5 virtual:5 interactive:4 crowdfunded:2 biometric:3 genomic:3 postwar:4 prewar:3 interwar:3 midterm:4 biannual:2 unveiled:0 embattled:4 beleaguered:4 disgraced:4 sanctioned:3 outgoing:4 incoming:4 lifelong:4 standalone:3 handheld:3 groundbreaking:4 breathtaking:4 heartbreaking:4 lifesaving:4 mindblowing:0 awesome:4 iconic:4 gay:5 queer:4 biracial:3 multiracial:3 multicultural:4 multiethnic:3""",
 "adv": """online:5 offline:3 nationwide:4 statewide:3 countrywide:3 worldwide:4 upfront:3 firsthand:3 anytime:4 anymore:5 onboard:3 offshore:3 onshore:3 ashore:4 overseas:5 abroad:5 overnight:5 midweek:3 reportedly:5 allegedly:5 controversially:3 unilaterally:4 bilaterally:3 virtually:5 digitally:3 remotely:4 electronically:4 sustainably:2 anonymously:4 preemptively:2 midway:3 alongside:3 downtown:4 uptown:3 backstage:3 headlong:2 okay:4 ok:3 yeah:5 yes:6 maybe:6 kinda:2 lol:1 hopefully:4 uncontrollably:3 unprecedentedly:1 geopolitically:1 globally:4 regionally:3 nationally:4 locally:4 internationally:4""",
}
DROP = {
 "verb": set("will can must may might shall could would should co".split()),
 "noun": set(), "adj": set(), "adv": set("not no a the and or but if of to".split()),
}
# short noun "lemmas" of WordNet that are chemical symbols, letters, units, postal codes or digits; what stays is listed
SHORT_NOUN_KEEP = set("""ad ax ox pa ma go ho id ion tv pc cd dj mc pm am ab abs ace act add age aid aim air ale ant ape app arc ark arm art ash ask ass axe bag ban bar bat bay bed bee beg bet bib
bid bin bit boa bob bog boo bow box boy bra bud bug bum bun bus buy bye cab cam can cap car cat cob cod cog con coo cop cot cow coy cry cub cud cue cup cur cut dab dad dam day den dew dig dim din dip doc doe dog dot dub dud due dye ear eel egg ego elf elk elm emu end era ewe eye fad fag fan fat fax fee fen fib fig fin fir fit fix flu fly fob foe fog fox fry fun fur
gag gal gap gas gay gel gem get gig gin gnu gob god goo gum gun gut guy gym hag ham hat hay hem hen hip hit hob hoe hog hop hub hue hug hum hut ice icy ill imp ink inn ion ire ivy jab jam jar jaw jay jet jib jig job jog jot joy jug keg key kid kin kip kit lab lad lag lap lark law lay lead leg let lid lie lip lob log loo lot low lug mac mad man map mar mat max men met mob mom mop mud mug mum nag nap net nib nil nit nod nub nun nut oak oar oat oil one orb ore out owl own pad pal pan par pat paw pay pea peg pen pep pet pew pie pig pin pip pit ploy pod pop pot pox pro pry pub pug pun pup pus put rag ram ran rap rat raw ray red ref rep rib rid rig rim rip rob rod roe rot row rub rug rum run rut rye sac sap saw say sea set sex shy sin sip sir ski sky sly sob sod son sot sow soy spa spy sty sub sum sun tab tag tan tap tar tax tea tee ten tic tie tin tip toe tom ton top tot tow toy try tub tug tux two urn use van vat vet vow wag war wax way web wed wee wet wig win wit woe wok wow yak yam yap yen yes yet yew zip zoo dna gdp""".split())
NOUN_DROP = set("""a an the and or but as at be by do he in is it me my no of on so to up us we are for her his how its not our she was who why you all any did had has may nor off out own per too yet
were been being have does over under with will must shall should could would might i am about above down more most than then there they them this that these those what when where which while whom whose your their such some same each few every both either neither none
ca th ba os al la ad pa ma de en el es id il im io ma mi mo ms mt na nd ne ni np ob pb pd pi ra rb rd re rh rn ru sb sc se si sm sn sr ta tb tc te ti tl tm um xe yb zn zr mr mrs dr st cm mm km kg mg ml kb mb gb tb hz lb oz ft yd dc ac nw sw ne se hr min sec mph rpm
jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun""".split()) - {"id", "pi", "pa", "ma", "own", "will", "down", "over", "out", "must", "might", "ad", "sun", "fry", "min", "more", "mar"} | {"mar", "min", "more", "over", "must", "down"}
NUMBERS = set("""one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty
ninety hundred thousand million billion trillion zero first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth
eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth thousandth millionth billionth dozen""".split())
NUMBERS_NOUN_KEEP = {"second", "dozen", "million", "billion", "hundred", "thousand"}
PLURAL_ONLY = set("""people police cattle trousers pants jeans shorts scissors goggles binoculars goods clothes earnings proceeds belongings surroundings outskirts whereabouts savings premises riches remains
headquarters barracks thanks troops arms odds talks hostilities elections congratulations condolences condiments spectacles tights pyjamas pajamas tongs tweezers alms clergy gentry folks overalls slacks panties briefs
media data criteria phenomena""".split())
PLURALS = {"person": "persons/people", "man": "men", "woman": "women", "child": "children", "foot": "feet", "tooth": "teeth", "goose": "geese", "mouse": "mice", "ox": "oxen",
 "people": "peoples", "police": "", "spacecraft": "spacecraft", "aircraft": "aircraft", "series": "series", "species": "species", "sheep": "sheep", "deer": "deer", "fish": "fish/fishes", "crossroads": "crossroads",
 "quiz": "quizzes", "bus": "buses", "gas": "gases", "criterion": "criteria", "phenomenon": "phenomena", "medium": "media/mediums", "datum": "data", "analysis": "analyses", "crisis": "crises",
 "thesis": "theses", "basis": "bases", "hypothesis": "hypotheses", "oasis": "oases", "axis": "axes", "diagnosis": "diagnoses", "synthesis": "syntheses", "parenthesis": "parentheses", "bureau": "bureaus/bureaux",
 "referendum": "referendums/referenda", "memorandum": "memorandums/memoranda", "stadium": "stadiums/stadia", "forum": "forums", "symposium": "symposiums/symposia", "alumnus": "alumni", "alumna": "alumnae",
 "bacterium": "bacteria", "virus": "viruses", "campus": "campuses", "census": "censuses", "consensus": "consensuses", "status": "statuses", "leaf": "leaves", "loaf": "loaves", "thief": "thieves", "chief": "chiefs", "roof": "roofs",
 "wife": "wives", "knife": "knives", "life": "lives", "half": "halves", "self": "selves", "shelf": "shelves", "wolf": "wolves", "calf": "calves", "elf": "elves", "staff": "staffs/staves", "scarf": "scarves/scarfs", "hoof": "hooves/hoofs", "dwarf": "dwarfs/dwarves",
 "louse": "lice", "dice": "dice", "die": "dice/dies", "index": "indexes/indices", "matrix": "matrices/matrixes", "appendix": "appendices/appendixes", "vertex": "vertices", "formula": "formulas/formulae", "antenna": "antennas/antennae", "larva": "larvae",
 "cactus": "cacti/cactuses", "fungus": "fungi", "nucleus": "nuclei", "radius": "radii", "stimulus": "stimuli", "syllabus": "syllabuses/syllabi", "corpus": "corpora", "genus": "genera", "offspring": "offspring", "means": "means", "news": "", "headquarters": "headquarters",
 "barracks": "barracks", "corps": "corps", "chassis": "chassis", "apparatus": "apparatuses", "salmon": "salmon", "trout": "trout", "cod": "cod", "shrimp": "shrimp/shrimps", "squid": "squid/squids", "bison": "bison", "moose": "moose", "swine": "swine", "jihadi": "jihadis", "mujahideen": "mujahideen",
 "emoji": "emojis/emoji", "yen": "yen", "yuan": "yuan", "rand": "rand", "baht": "baht", "won": "won", "politics": "", "economics": "", "mathematics": "", "physics": "", "athletics": "", "gymnastics": "", "diabetes": "", "measles": "", "rabies": "", "aids": "", "esports": "", "renewables": "", "analytics": "", "congressperson": "congresspersons/congresspeople", "spokesperson": "spokespersons/spokespeople", "chairperson": "chairpersons", "salesperson": "salespeople/salespersons", "businessperson": "businesspeople", "layperson": "laypeople/laypersons", "craftsperson": "craftspeople", "sportsperson": "sportspeople", "coup": "coups", "visa": "visas", "agenda": "agendas", "stigma": "stigmas/stigmata", "schema": "schemas/schemata", "octopus": "octopuses/octopi", "hippopotamus": "hippopotamuses", "sms": "", "dna": "", "gdp": "", "ai": "", "internet": "", "sister": "sisters", "brother": "brothers/brethren", "cherub": "cherubs/cherubim", "seraph": "seraphs", "kibbutz": "kibbutzim", "plateau": "plateaus/plateaux", "chateau": "chateaux/chateaus", "tableau": "tableaux", "beau": "beaux/beaus", "gateau": "gateaux", "concerto": "concertos", "solo": "solos", "graffito": "graffiti", "paparazzo": "paparazzi", "virtuoso": "virtuosos", "libretto": "librettos/libretti", "brother-in-law": ""}
ADJ = {"good": ("better", "best"), "bad": ("worse", "worst"), "far": ("farther/further", "farthest/furthest"), "little": ("littler/less", "littlest/least"), "many": ("more", "most"), "much": ("more", "most"),
 "old": ("older/elder", "oldest/eldest"), "late": ("later/latter", "latest/last"), "ill": ("worse", "worst"), "few": ("fewer", "fewest"), "well": ("better", "best"), "near": ("nearer", "nearest"), "fun": ("", "")}
ADV = {"well": ("better", "best"), "badly": ("worse", "worst"), "far": ("farther/further", "farthest/furthest"), "much": ("more", "most"), "little": ("less", "least"), "early": ("earlier", "earliest"), "late": ("later", "latest"),
 "soon": ("sooner", "soonest"), "often": ("oftener", "oftenest"), "hard": ("harder", "hardest"), "fast": ("faster", "fastest"), "long": ("longer", "longest"), "near": ("nearer", "nearest"), "close": ("closer", "closest"), "deep": ("deeper", "deepest"),
 "high": ("higher", "highest"), "low": ("lower", "lowest"), "loud": ("louder", "loudest"), "quick": ("quicker", "quickest"), "slow": ("slower", "slowest"), "straight": ("straighter", "straightest"), "strong": ("stronger", "strongest"), "wide": ("wider", "widest"), "bright": ("brighter", "brightest"), "easy": ("easier", "easiest"), "cheap": ("cheaper", "cheapest"), "light": ("lighter", "lightest"), "tight": ("tighter", "tightest"), "clean": ("cleaner", "cleanest"), "clear": ("clearer", "clearest"), "sharp": ("sharper", "sharpest")}
ADJ_NO_GRADE = set("best worst better worse more most less least elder eldest other first last next only own same such main past present all any each every left right".split())


def scowl():
    level = {}
    for path in sorted(glob.glob(f"{SCOWL}/*-words.*")):
        name, lv = os.path.basename(path).rsplit(".", 1)
        if not name.split("-")[0] in ("english", "american", "british", "british_z", "canadian", "australian"):
            continue
        with open(path, encoding="latin-1") as f:
            for w in f:
                w = w.strip()
                if w.isascii() and w.isalpha() and w.islower():
                    level[w] = min(level.get(w, 99), int(lv))
    return level


def wordnet(pos):
    """lemma -> does it occur in lower case"""
    lower = {}
    with open(f"{WN}/data.{pos}") as f:
        for line in f:
            if line.startswith("  "):
                continue
            p = line.split(" ")
            for i in range(int(p[3], 16)):
                w = re.sub(r"\((a|p|ip)\)$", "", p[4 + 2 * i])
                if w.isalpha() and w.isascii():
                    lower[w.lower()] = lower.get(w.lower(), False) or w.islower()
    return {w for w, ok in lower.items() if ok}


def counts():
    c = defaultdict(Counter)
    kind = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
    with open(f"{WN}/cntlist.rev") as f:
        for line in f:
            key, _, n = line.split()
            lemma, rest = key.split("%")
            c[kind[rest[0]]][lemma] += int(n)
    return c


def gum(path):
    kind = {"NOUN": "noun", "VERB": "verb", "AUX": "verb", "ADJ": "adj", "ADV": "adv"}
    c = defaultdict(Counter)
    with open(path, encoding="utf-8") as f:
        for line in f:
            p = line.rstrip("\n").split("\t")
            if len(p) > 4 and p[3] in kind:
                c[kind[p[3]]][p[2].lower()] += 1
    return c


def exceptions(pos):
    out = defaultdict(list)
    with open(f"{WN}/{pos}.exc") as f:
        for line in f:
            form, *lemmas = line.split()
            for lemma in lemmas:
                if form.isalpha() and lemma.isalpha():
                    out[lemma].append(form)
    return out


def es(w):
    if re.search(r"(s|x|z|ch|sh)$", w):
        return w + "es"
    if re.search(r"[^aeiou]y$", w) or w.endswith("quy"):
        return w[:-1] + "ies"
    return w + "s"


def monosyllable(w):
    return len(re.findall(r"[aeiouy]+", w)) == 1


def cvc(w):
    w = re.sub("^qu", "kw", w)
    w = re.sub("qu", "kw", w)
    return re.search(r"[^aeiou][aeiouy][bdfgklmnprtvz]$", w) and not w.endswith("y")


class Words:
    def __init__(self, gum_path):
        self.level = scowl()
        self.wn = counts()
        self.gum = gum(gum_path)
        self.exc = {p: exceptions(p) for p in ("verb", "noun", "adj", "adv")}
        self.irr = {}
        for line in IRREGULAR_TEXT.split("\n"):
            if line.strip():
                lemma, past, pp = line.split()
                self.irr[lemma] = (past, pp)

    def best(self, options, limit=80):
        """the spellings that are known; the first when none is"""
        known = [o for o in dict.fromkeys(options) if self.level.get(o, 99) <= limit]
        if not known:
            return options[0]
        top = min(self.level[o] for o in known)
        return "/".join(o for o in known if self.level[o] <= max(top + 15, 50))

    def verb(self, w):
        third = THIRD.get(w) or (self.best([w + "es", w + "s"], 70) if w.endswith("o") else es(w))
        if w == "be":
            return "is|was/were|been|being"
        doubled = w + w[-1]
        both = []
        if w.endswith("c"):
            both = [w + "k", w]
        elif monosyllable(w) and cvc(w) and not w.endswith(("w", "x")):
            both = [doubled]
        elif w[-1] not in VOWEL and w[-1] not in "wxyhsc":
            in_exc = any(f.startswith(doubled) for f in self.exc["verb"].get(w, []))
            if cvc(w) and not monosyllable(w):
                both = [w, doubled] if not in_exc else [doubled, w]
        stems = both or [w]
        if w.endswith("ee") or w.endswith("oe") or w.endswith("ye"):
            past, ing = w + "d", w + "ing"
        elif w.endswith("ie"):
            past, ing = w + "d", w[:-2] + "ying"
        elif w.endswith("e"):
            past, ing = w + "d", w[:-1] + "ing"
        elif re.search(r"[^aeiou]y$", w) or w.endswith("quy"):
            past, ing = w[:-1] + "ied", w + "ing"
        else:
            past = self.best([s + "ed" for s in stems])
            ing = self.best([s + "ing" for s in stems])
        pp = past
        hit = None
        if w in self.irr:
            hit = self.irr[w]
        elif w not in REGULAR:
            for pre in PREFIX:
                base = w[len(pre):]
                if w.startswith(pre) and base in self.irr and len(base) > 1:
                    forms = [pre + f for slot in self.irr[base] for f in slot.split("/")]
                    cand = [tuple("/".join(pre + f for f in slot.split("/")) for slot in self.irr[base])]
                    # only where the exception list or SCOWL agrees that the irregular form exists
                    if any(f in self.exc["verb"].get(w, []) or self.level.get(f, 99) <= 70 for f in forms):
                        hit = cand[0]
                        break
        if hit:
            past, pp = hit
            if w not in ING and not w.endswith("e") and not w.endswith("y"):
                base_double = w[-1] in "bdgklmnprt" and cvc(w[-3:] if len(w) > 2 else w)
                ing = self.best(([w + w[-1] + "ing", w + "ing"] if base_double else [w + "ing"]))
                if "/" in ing:
                    ing = ing.split("/")[0] if w + w[-1] + "ing" in ing else ing
        if w in ING:
            ing = ING[w]
        else:
            for pre in PREFIX:
                if w.startswith(pre) and w[len(pre):] in ING and w[len(pre):] in self.irr:
                    ing = "/".join(pre + f for f in ING[w[len(pre):]].split("/"))
        return f"{third}|{past}|{pp}|{ing}"

    def noun(self, w):
        if w in PLURALS:
            return PLURALS[w]
        for f in ("man", "woman"):
            if w.endswith(f) and w != f and (w + "s") not in self.level:
                return w[:-2] + "en"
        for tail in ("child", "wife", "knife", "tooth", "mouse", "goose"):
            if w.endswith(tail) and w != tail:
                return w[: -len(tail)] + PLURALS[tail]
        if w.endswith("foot") and w != "foot" and w[:-4] + "feet" in self.level:
            return w[:-4] + "feet"
        if w in PLURAL_ONLY or w.endswith(("ics", "ness")) and es(w) not in self.level:
            return ""
        if w.endswith("craft") and w in ("hovercraft", "watercraft", "rotorcraft"):
            return w
        exc = [f for f in self.exc["noun"].get(w, []) if self.level.get(f, 99) <= 80]
        if w.endswith("sis") and w[:-2] + "es" in self.level:
            return w[:-2] + "es"
        reg = [es(w)]
        if w.endswith("o"):
            reg = [w + "s", w + "es"]
        elif w.endswith("z") and not w.endswith("zz"):
            reg = [w + "zes", w + "es"]
        known = [r for r in reg if self.level.get(r, 99) <= 70]
        if len(known) > 1:
            known = self.best(known).split("/")
        if exc:
            reg_ok = [r for r in known if self.level[r] <= min(self.level[e] for e in exc) + 20 and not re.search(r"(man|eau)$", w)]
            exc_ok = [e for e in exc if not reg_ok or self.level[e] <= self.level[reg_ok[0]] + 20]
            both = sorted(set(exc_ok + reg_ok), key=lambda f: (self.level.get(f, 99), f))
            return "/".join(both)
        if known:
            return "/".join(known)
        if w.endswith("s") and w not in self.level:
            return ""
        if w.endswith("s") and self.level.get(es(w), 99) > 70:
            return ""
        if self.level.get(w, 99) <= 60:      # a known word whose plural is not: a mass noun
            return self.best(reg, 95) if any(r in self.level for r in reg) and not w.endswith(("ism", "ity", "ness", "ing")) else ""
        return reg[0] if not w.endswith(("ness", "ism", "ity", "ology", "aceae")) else ""

    def graded(self, w, table, pos):
        if w in table:
            return "|".join(table[w]).rstrip("|")
        if w in ADJ_NO_GRADE or pos == "adv":
            return ""
        stems = [w]
        if w.endswith("e"):
            stems = [w[:-1]]
        elif re.search(r"[^aeiou]y$", w):
            stems = [w[:-1] + "i", w] if len(w) <= 4 else [w[:-1] + "i"]
        elif monosyllable(w) and cvc(w):
            stems = [w + w[-1], w]
        out = []
        for s in stems:
            er, est = s + "er", s + "est"
            if self.level.get(er, 99) <= 60 and self.level.get(est, 99) <= 60 and not (s == w and w + w[-1] + "est" in self.level and self.level[w + w[-1] + "est"] <= 60):
                out.append((er, est))
        if not out:
            return ""
        return "/".join(a for a, _ in out) + "|" + "/".join(b for _, b in out)

    def freq(self, w, pos):
        n = self.wn[pos].get(w, 0) + self.gum[pos].get(w, 0)
        other = max([self.wn[p].get(w, 0) + self.gum[p].get(w, 0) for p in ("noun", "verb", "adj", "adv") if p != pos])
        f = 0
        for k, limit in ((9, 4000), (8, 600), (7, 150), (6, 40), (5, 12), (4, 4), (3, 1)):
            if n >= limit:
                f = k
                break
        lv = self.level.get(w, 99)
        floor = 4 if lv <= 20 else 3 if lv <= 35 else 2 if lv <= 50 else 1
        if other > 4 * n + 3:
            floor = max(1, floor - 2)
        return max(f, floor), n


def wanted(words, w, pos, n):
    lv = words.level.get(w, 99)
    if len(w) < 2 or w in DROP[pos] or len(w) > 24:
        return False
    if pos == "noun":
        if w in NOUN_DROP or (w in NUMBERS and w not in NUMBERS_NOUN_KEEP) or re.fullmatch(r"[ivxlcdm]+", w) and w not in ("mix", "mid", "dill", "mill", "mild", "vim", "lid", "dim", "mil", "ill", "vivid", "civil", "livid", "mild", "lid", "civic", "mimic", "id"):
            return False
        if len(w) == 2 or (len(w) == 3 and n == 0):
            return w in SHORT_NOUN_KEEP
        return n > 0 or lv <= 70
    if pos == "verb":
        return len(w) > 2 or w in ("be", "do", "go", "ax", "ok")
    if pos == "adj":
        if w in NUMBERS or re.fullmatch(r"[ivxlcdm]+", w) and lv > 35:
            return False
        if len(w) < 3 and w not in ("ok", "ex"):
            return False
        return n > 0 or lv <= 70
    return len(w) > 1 and (n > 0 or lv <= 70)


HEADER = {
    "verb": ("verbs", "third-singular|past|past participle|-ing"),
    "noun": ("nouns", "plural (empty: none, or the word is a plural)"),
    "adj": ("adjectives", "comparative|superlative"),
    "adv": ("adverbs", "comparative|superlative"),
}


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--out", required=True)
    ap.add_argument("--gum", required=True)
    a = ap.parse_args()
    words = Words(a.gum)
    report = {}
    for pos, (name, forms_doc) in HEADER.items():
        rows = {}
        for w in wordnet(pos):
            f, n = words.freq(w, pos)
            if wanted(words, w, pos, n):
                rows[w] = f
        for item in EXTRA[pos].split():
            w, f = item.rsplit(":", 1)
            if f != "0" and w.isalpha():
                rows[w] = max(int(f), words.freq(w, pos)[0] if w in rows else 0)
        path = os.path.join(a.out, name + ".tsv")
        with open(path, "w", encoding="utf-8", newline="\n") as out:
            out.write("#! dateline-lexicon 1\n")
            out.write(f"#! id         en/lexicon/{name}\n#! class      {pos}\n#! licence    LicenseRef-WordNet-3.0 AND CC-BY-4.0\n")
            out.write("#! source     WordNet 3.0 (Copyright 2006 by Princeton University; Debian wordnet-base 1:3.0-37): index, data, *.exc, cntlist.rev; "
                      "lemma counts of UD English GUM train (CC BY 4.0); sizes of SCOWL 2020.12.07 (Copyright 2000-2011 Kevin Atkinson, permissive) for selection, spelling and frequency class; "
                      "newer words by the dateline authors\n#! retrieved  2026-11-23\n")
            out.write(f"# generated by tools/data/lexicon.py; forms: {forms_doc}\n")
            out.write("word\tforms\tfreq\n" if pos != "noun" else "word\tforms\tfreq\tvalue\n")
            for w in sorted(rows):
                forms = words.verb(w) if pos == "verb" else words.noun(w) if pos == "noun" else words.graded(w, ADJ if pos == "adj" else ADV, pos)
                line = f"{w}\t{forms}\t{rows[w]}"
                if pos == "noun" and w in PLURAL_ONLY:
                    line += "\tpl"
                out.write(line + "\n")
        report[name] = len(rows)
    print(report)


if __name__ == "__main__":
    main()
