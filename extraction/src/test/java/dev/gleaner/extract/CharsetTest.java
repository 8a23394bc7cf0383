package dev.gleaner.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.extract.Extraction.Extracted;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of charsets mean what the Encoding Standard says, and what it does not know means nothing. */
class CharsetTest {
    private static final String WEST = "Größe und Güte wachsen über Jahre, sagen die Gärtner – “so” ist es.";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # label          | written as   | text
            iso-8859-1       | windows-1252 | Er kommt “heute” – für 5 €.
            LATIN1           | windows-1252 | Er kommt “heute” – für 5 €.
            us-ascii         | windows-1252 | Er kommt “heute” – für 5 €.
            x-user-defined   | windows-1252 | Er kommt “heute” – für 5 €.
            iso-8859-9       | windows-1254 | Işık “güneş” – şehir için çağdaş.
            iso-8859-11      | x-windows-874 | แม่น้ำเพิ่มขึ้นในตอนกลางคืนและในตอนเช้า ทุ่งนาอยู่ใต้น้ำ.
            tis-620          | x-windows-874 | แม่น้ำเพิ่มขึ้นในตอนกลางคืนและในตอนเช้า ทุ่งนาอยู่ใต้น้ำ.
            gb2312           | GB18030      | 河水在夜间上涨,镕基先生说,田地被水淹没了。
            gbk              | GB18030      | 河水在夜间上涨,镕基先生说,田地被水淹没了。
            big5             | Big5-HKSCS   | 河水在夜間上漲,到了早晨,田地已經被水淹沒了。
            shift_jis        | windows-31j  | 夜の間に川の水位が①上がり、髙橋さんは言った。
            x-sjis           | windows-31j  | 夜の間に川の水位が①上がり、髙橋さんは言った。
            euc-jp           | EUC-JP       | 夜の間に川の水位が上がり、朝には水に浸かっていた。
            euc-kr           | x-windows-949 | 밤사이 강물이 불어나 똠방각하가 말했다고 한다.
            ks_c_5601-1987   | x-windows-949 | 밤사이 강물이 불어나 똠방각하가 말했다고 한다.
            windows-1251     | windows-1251 | Ночью река поднялась, и поля были под водой.
            koi8-r           | KOI8-R       | Ночью река поднялась, и поля были под водой.
            cp1250           | windows-1250 | Řeka v noci stoupla a ráno byla pole pod vodou.
            iso-8859-2       | ISO-8859-2   | Řeka v noci stoupla a ráno byla pole pod vodou.
            utf8             | UTF-8        | Größe und Güte – 河水 – река, sagen die Leute im Tal.
            unicode-1-1-utf-8 | UTF-8       | Größe und Güte – 河水 – река, sagen die Leute im Tal.
            """)
    void aLabelMeansWhatItMeansOnTheWeb(String label, String written, String words) {
        String text = words + ' ' + words; // long enough for an article
        byte[] body = html("", text).getBytes(Charset.forName(written));
        byte[] declaring = html("<meta charset='" + label + "'>", text).getBytes(Charset.forName(written));
        byte[] old = html("<meta http-equiv=Content-Type content='text/html; charset=" + label + "'>", text)
                .getBytes(Charset.forName(written));

        assertThat(content(body, label)).isEqualTo(text);
        assertThat(content(declaring, null)).isEqualTo(text);
        assertThat(content(old, null)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "utf-7",
                "unicode-1-1-utf-7",
                "utf-32",
                "utf-32le",
                "replacement",
                "iso-2022-cn",
                "iso-2022-kr",
                "hz-gb-2312",
                "scsu",
                "bocu-1",
                "ibm037",
                "nonsense",
                "../etc/passwd",
                "x-none; foo"
            })
    void whatTheWebDoesNotKnowIsNoCharset(String label) {
        for (Charset written : new Charset[] {StandardCharsets.UTF_8, Charset.forName("windows-1252")}) {
            byte[] body = html("<meta charset='" + label + "'>", WEST).getBytes(written);

            assertThat(content(body, label)).isEqualTo(WEST);
            assertThat(content(body, null)).isEqualTo(WEST);
        }
    }

    @Test
    void markupThatOnlyUtf7WouldReadStaysText() {
        String hidden = "+ADw-script+AD4-alert(1)+ADw-/script+AD4- is what the page says, and nothing more than that.";
        byte[] body = html("<meta charset=utf-7>", hidden).getBytes(StandardCharsets.US_ASCII);

        assertThat(content(body, "utf-7")).isEqualTo(hidden);
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE, utf-16", "UTF-16LE, utf-16le", "UTF-16BE, utf-16be", "UTF-16LE,", "UTF-16BE,"})
    void utf16IsReadWithAndWithoutAName(String written, @Nullable String label) {
        byte[] body = html("", WEST).getBytes(Charset.forName(written));

        assertThat(content(body, label)).isEqualTo(WEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkIsBelievedBeforeEverything(String written) {
        byte[] body = ("\ufeff" + html("<meta charset=iso-8859-1>", WEST)).getBytes(Charset.forName(written));

        assertThat(content(body, "windows-1251")).isEqualTo(WEST);
    }

    @Test
    void theServerIsBelievedBeforeThePage() {
        byte[] body = html("<meta charset=koi8-r>", WEST).getBytes(Charset.forName("windows-1252"));

        assertThat(content(body, "windows-1252")).isEqualTo(WEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iso-8859-1", "us-ascii", "windows-1252", "windows-1251", "iso-8859-15", "gbk", "utf-16"})
    void utf8ThatThePageDeclaresIsBelievedBeforeAServerThatSaysOtherwise(String server) {
        byte[] body = html("<meta charset=utf-8>", WEST).getBytes(StandardCharsets.UTF_8);

        assertThat(content(body, server)).isEqualTo(WEST);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Shift_JIS | 夜の間に川の水位が上がり、朝には下の畑が二番目の柵まで水に浸かっていたと、村の人々は話している。
            EUC-JP    | 夜の間に川の水位が上がり、朝には下の畑が二番目の柵まで水に浸かっていたと、村の人々は話している。
            GBK       | 河水在夜间上涨,到了早晨,下游的田地已经被水淹没到第二道篱笆,村里的人们这样说。
            Big5      | 河水在夜間上漲,到了早晨,下游的田地已經被水淹沒到第二道籬笆,村裡的人們這樣說。
            EUC-KR    | 밤사이 강물이 불어나 아침에는 아래쪽 밭이 두 번째 울타리까지 물에 잠겼다고 마을 사람들이 말했다.
            """)
    void soAreOtherCharsetsOfSeveralBytesBeforeAServerThatWasNeverTold(String declared, String text) {
        byte[] body = html("<meta charset=" + declared + ">", text).getBytes(Charset.forName(declared));

        assertThat(content(body, "iso-8859-1")).isEqualTo(text);
    }

    @Test
    void aServerIsBelievedThoughThePageDeclaresUtf8ThatItIsNot() {
        byte[] body = html("<meta charset=utf-8>", WEST).getBytes(Charset.forName("windows-1252"));

        assertThat(content(body, "iso-8859-1")).isEqualTo(WEST);
    }

    @ParameterizedTest
    @CsvSource({"utf-8, windows-1252", "UTF8, iso-8859-1", "utf-8,", ", utf-8", "utf-8, utf-8"})
    void bytesThatCannotBeUtf8AreNotReadAsSuch(@Nullable String server, @Nullable String declared) {
        String head = declared == null ? "" : "<meta charset=" + declared + ">";
        byte[] body = html(head, WEST).getBytes(Charset.forName("windows-1252"));

        assertThat(content(body, server)).isEqualTo(WEST);
    }

    @Test
    void aFewBrokenBytesLeaveTheRestInUtf8() {
        String text = WEST + " And one that is broken: ";
        byte[] sound = html("", text + "x").getBytes(StandardCharsets.UTF_8);
        sound[sound.length - "x</p></body></html>".length()] = (byte) 0xfc;

        assertThat(content(sound, "utf-8")).startsWith(WEST);
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16BE, utf-16",
        "UTF-16BE, utf-16le",
        "UTF-16LE, utf-16be",
        "UTF-16LE, utf-8",
        "UTF-16BE, iso-8859-1"
    })
    void theOrderOfPairsIsThatOfTheBytes(String written, String label) {
        byte[] body = html("", WEST).getBytes(Charset.forName(written));

        assertThat(content(body, label)).isEqualTo(WEST);
    }

    @Test
    void aDeclarationInACommentOrAnUnknownOneIsPassedOver() {
        String head = "<!-- <meta charset=utf-8> --><meta charset=utf-7><meta charset=windows-1251>";
        String text = "Ночью река поднялась, и поля были под водой.";

        assertThat(content(html(head, text).getBytes(Charset.forName("windows-1251")), null))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            windows-1251 | Ночью река поднялась, и к утру нижние поля были под водой до второго забора, говорят жители.
            Shift_JIS    | 夜の間に川の水位が上がり、朝には下の畑が二番目の柵まで水に浸かっていたと、村の人々は話している。
            EUC-JP       | 夜の間に川の水位が上がり、朝には下の畑が二番目の柵まで水に浸かっていたと、村の人々は話している。
            GB18030      | 河水在夜间上涨,到了早晨,下游的田地已经被水淹没到第二道篱笆,村里的人们这样说。
            EUC-KR       | 밤사이 강물이 불어나 아침에는 아래쪽 밭이 두 번째 울타리까지 물에 잠겼다고 마을 사람들이 말했다.
            """)
    void whatNobodyNamesIsDetected(String written, String text) {
        assertThat(content(html("", text).getBytes(Charset.forName(written)), null))
                .isEqualTo(text);
    }

    private static String html(String head, String text) {
        return "<html><head>" + head + "</head><body><p>" + text + "</p></body></html>";
    }

    private static String content(byte[] body, @Nullable String server) {
        Extraction extraction =
                new ArticleExtractor().extract(new Page(body, server, "text/html", "https://valley.example/"));
        assertThat(extraction).isInstanceOf(Extracted.class);
        return ((Extracted) extraction).article().content();
    }
}
