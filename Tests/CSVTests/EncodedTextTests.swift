import CSV
import Testing

/// The bytes of these texts were made by other programs (Python's codecs, iconv of glibc).
struct EncodedTextTests {
    @Test(
        "text is read in the encoding that it is in, and which one is told",
        arguments: [
            ([0x67, 0xe5, 0x8f, 0xa4, 0xe9, 0xa9, 0xb0], "g古驰", TextEncoding.utf8),
            (
                [0xff, 0xfe, 0x67, 0x00, 0xe4, 0x53, 0x3d, 0xd8, 0x5c, 0xdc], "g古👜",
                .utf16LittleEndian
            ),
            ([0xfe, 0xff, 0x00, 0x67, 0x53, 0xe4, 0xd8, 0x3d, 0xdc, 0x5c], "g古👜", .utf16BigEndian),
            ([0x67, 0xb9, 0xc5, 0xb3, 0xdb], "g古驰", .gb18030),
            // Four bytes: beyond GBK, and beyond the first plane.
            ([0xb9, 0xc5, 0x81, 0x39, 0xee, 0x39], "古㐀", .gb18030),
            ([0xb9, 0xc5, 0x94, 0x39, 0xda, 0x33], "古💩", .gb18030),
            ([0xe3, 0x32, 0x9a, 0x35, 0xb9, 0xc5], "\u{10FFFF}古", .gb18030),
            // Code page 936 has its euro in one byte.
            ([0x80, 0x35, 0xd4, 0xaa], "€5元", .gb18030),
            // Second bytes of ASCII, in a minority.
            ([0x86, 0xb4, 0xb9, 0xc5, 0x8e, 0x5a], "喆古嶼", .gb18030),
            // Moved from private use in the edition of 2022.
            ([0xa6, 0xd9, 0xb9, 0xc5], "︐古", .gb18030),
            ([], "", .utf8),
        ])
    func read(bytes: [UInt8], text: String, encoding: TextEncoding) throws {
        let read = try #require(EncodedText(bytes))
        #expect(Array(read.text.unicodeScalars) == Array(text.unicodeScalars))
        #expect(read.encoding == encoding)
    }

    @Test(
        "what is text in none of them is refused, however little is wrong",
        arguments: [
            // UTF-16 that is cut, or has half a pair.
            [0xff, 0xfe, 0x67], [0xff, 0xfe, 0x3d, 0xd8], [0xfe, 0xff, 0xdc, 0x5c, 0x00, 0x67],
            // GB18030 that is cut, has no such second byte, no such pair, or no such number.
            [0xb9, 0xc5, 0xb3], [0xb9, 0xc5, 0x81, 0x39, 0xef], [0xb9, 0x7f], [0xb9, 0xff],
            [0xff, 0xb9], [0x81, 0x30, 0x81, 0x29], [0x84, 0x31, 0xa4, 0x40],
            [0xe3, 0x32, 0x9a, 0x36], [0xfe, 0x39, 0xfe, 0x39],
            // Private use, by two bytes and by four.
            [0xb9, 0xc5, 0xaa, 0xa1], [0xb9, 0xc5, 0x81, 0x35, 0xf4, 0x37],
            // 'Müller, Köln' as Western Europe saves it would be Chinese as well.
            [0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x2c, 0x20, 0x4b, 0xf6, 0x6c, 0x6e],
        ] as [[UInt8]])
    func refused(bytes: [UInt8]) { #expect(EncodedText(bytes) == nil) }

    @Test(
        "UTF-8 that is damaged is refused, also where its bytes would pass for Chinese",
        arguments: [
            // Behind the mark of UTF-8 one byte that is none of it: '锘抗'.
            [0xef, 0xbb, 0xbf, 0xb9],
            // '旗舰店' without its last byte, and '深圳市' without its third: '鏃楄埌搴' and '娣鍦冲競'.
            [0xe6, 0x97, 0x97, 0xe8, 0x88, 0xb0, 0xe5, 0xba],
            [0xe6, 0xb7, 0xe5, 0x9c, 0xb3, 0xe5, 0xb8, 0x82],
            // 'éüÃx' with the last but one in Windows-1252: '茅眉脁'.
            [0xc3, 0xa9, 0xc3, 0xbc, 0xc3, 0x78],
        ] as [[UInt8]])
    func damaged(bytes: [UInt8]) { #expect(EncodedText(bytes) == nil) }

    @Test("Chinese in which some pairs pass for UTF-8 is Chinese, and the encoding is guessed")
    func alike() throws {
        // '通古驰店铺': the first pair would be one character in UTF-8, and a byte of each other two with its neighbour's.
        let read = try #require(
            EncodedText([0xcd, 0xa8, 0xb9, 0xc5, 0xb3, 0xdb, 0xb5, 0xea, 0xc6, 0xcc]))
        #expect(read.text == "通古驰店铺" && read.encoding == .gb18030)
        #expect(TextEncoding.allCases.filter(\.isGuessed) == [.gb18030])
    }

    @Test("every pair of the table stands for a character of its own, and nothing else is a pair")
    func pairs() {
        var seen: Set<Unicode.Scalar> = []
        var count = 0
        for first in UInt8(0x81)...0xfe {
            for second in UInt8(0x40)...0xff {
                // Beside others, so that a second byte of ASCII is no sign of another encoding.
                guard let read = EncodedText([first, second, 0xb9, 0xc5]) else { continue }
                let scalars = read.text.unicodeScalars
                guard read.encoding == .gb18030, scalars.count == 2 else { continue }
                count += 1
                seen.insert(scalars[scalars.startIndex])
            }
        }
        #expect(count == GB18030Counts.pairs)
        #expect(seen.count == GB18030Counts.characters)
    }
}

/// Of the index of the Encoding Standard, without private use: counted there, where U+3000 has two pairs.
private enum GB18030Counts {
    static let pairs = 21_892
    static let characters = 21_891
}
