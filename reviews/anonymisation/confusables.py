"""Letters of other alphabets by the Latin letter that a reader takes them for.

Kept by case where both cases exist, so that borders between words in camel case are still seen.
"""

_LOOK_ALIKES = """
A АΑᎪꓮȺᗅ
a аαᴀɐɒɑ
B ВΒᏴꓐƁɃ
b вЬьʙƀɓƂƃβ
C СϹᏟꓚƇȻⲤ
c сϲᴄƈɕɔ
D ᎠꓓĐƉƊÐ
d ԁᴅđɖɗðժ
E ЕΕᎬꓰƐƎɆ
e еεєᴇǝəɘɛɜ℮ҽɇ
F ꓝƑϜ
f ꜰƒɟ
G ԌᏀꓖƓ
g ᴳɢɡɠɣցǥ
H НΗᎻꓧĦҢ
h һнʜɥħհɦ
I ІΙꓲӀƗᏆ
i іιɪıɩɨꙇ
J ЈᎫꓙɈ
j јϳᴊȷʝյɉ
K КΚᏦꓗƘⲔ
k кκᴋĸƙʞ
L ᏞꓡŁԼⅬ
l ӏʟłɫɬɭլℓƚ
M МΜᎷꓟϺ
m мᴍɱɯ
N ΝꓠƝ
n пɴηŋɲɳոռ
O ОΟՕꓳØƟ
o оοσᴏøɵօ
P РΡᏢꓑƤ
p рρᴘƥ
Q ԚႳ
q ԛզɋ
R ᎡꓣƦɌ
r гʀɹɽɼɾɍ
S ЅᏚꓢՏ
s ѕꜱʂƨ
T ТΤᎢꓔŦƬȾ
t тτᴛŧʈʇ
U ՍꓴɄ
u иυᴜʉʊսμ
V ᏙꓦƲѴ
v νᴠʌʋѵ
W ԜᎳꓪШ
w ԝωшᴡʍⱳա
X ХΧꓫ
x хχ
Y ҮΥᎩꓬƳɎ
y уүγʏʎƴɏ
Z ᏃꓜΖƵȤ
z ᴢʐʑƶʒȥ
ae æᴁ
AE Æ
oe œɶ
OE Œ
ss ß
SS ẞ
th þ
Th Þ
"""

LOOK_ALIKES: dict[str, str] = {
    sign: latin
    for latin, signs in (line.split(" ", 1) for line in _LOOK_ALIKES.strip().splitlines())
    for sign in signs
}
for _first, _letters in (
    (0x1F1E6, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),  # regional indicators
    (0x1F150, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),  # white in black circles
    (0x1F170, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),  # white in black squares
    (0xF041, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),  # how Word writes letters in a symbol font
    (0xF061, "abcdefghijklmnopqrstuvwxyz"),
    (0xF030, "0123456789"),
):
    LOOK_ALIKES |= {chr(_first + n): letter for n, letter in enumerate(_letters)}
LOOK_ALIKES |= dict(zip("⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵", "abcdefghijklmnopqrstuvwxyz", strict=True))

# Letters by their category, yet nothing is drawn.
INVISIBLE = frozenset("\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\u2800")

# Letters that are also written as two: the plain fold has the other way.
SPELLED_OUT = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "ø": "oe",
    "å": "aa",
    "ñ": "ny",
    "ð": "dh",
    "ł": "w",
    "æ": "a",
    "œ": "o",
    "þ": "t",
}
