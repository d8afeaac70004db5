import AllianceNames
import Credentials
import EPCIS
import GS1
import MergedView
import ProductAuthentication
import Roster
import TransparencyLog

extension FuzzedParser {
    /// What stands on one line: which grammar, then the text.
    static let names = FuzzedParser(
        "names", inputBytesMax: 512,
        samples: [
            "a\(Sample.origin)", "bmaison-verel", "c2026-11-23T20:15:00Z",
            "dhttps://[2001:db8::1]:8443", "e3,17-20", "f1764000000000.\(Digest.zero.hex)", "gDE",
            "gDE Hamburg", "hp12", "hk01ff", "ispiffe://sample.example/member/maison",
            "jni:///sha-256;\(Digest.zero.hex)?ver=CBV2.0", "jurn:uuid:1", "k9521001",
            "l2026-11-23T09:30:00.123Z", "mgtin/09520123456788", "mscheme/chip", "n270430",
            "o2026-01-31T12:00:00.000Z", "oo-0001",
        ],
        words: ["e1", "2026-02-29", "T23:59:60Z", "9999-12-31", "0001-01-01", "281474976710654"]
    ) { input in
        guard let which = input.first, let text = text(input.dropFirst()) else { return false }
        guard let printed = try understood({ try spelt(which, text) }) ?? nil else { return false }
        try promise(printed.utf8.elementsEqual(text.utf8), "it is printed as '\(printed)'")
        return true
    }

    /// - Returns: nil for what is refused without a reason.
    private static func spelt(_ which: UInt8, _ text: String) throws -> String? {
        switch which {
        case UInt8(ascii: "a"): try LogOrigin(parsing: text).description
        case UInt8(ascii: "b"): try MemberID(parsing: text).description
        case UInt8(ascii: "c"): try UTCTimestamp(parsing: text).description
        case UInt8(ascii: "d"): try same(text) { try PeerEndpoint(parsing: $0) }
        case UInt8(ascii: "e"): try EntryRanges(parsing: text, rangesMax: 20).description
        case UInt8(ascii: "f"): try same(text) { PageToken(parsing: $0) }
        case UInt8(ascii: "g"): try Place(parsing: text).description
        case UInt8(ascii: "h"): try SearchCursor(parsing: text).description
        case UInt8(ascii: "i"): try SPIFFEID(parsing: text).description
        case UInt8(ascii: "j"): try EventID(parsing: text).description
        case UInt8(ascii: "k"): try CompanyPrefix(parsing: text).digits
        case UInt8(ascii: "l"): try sameTime(text)
        case UInt8(ascii: "m"): ProductKey(name: text)?.description
        case UInt8(ascii: "n"): try same(text) { try ExpiryDate(parsing: $0) }
        case UInt8(ascii: "o"): try same(text) { EventTime(parsing: $0) }
        default: nil
        }
    }

    /// Of what has several spellings: it is printed in one of them, which is read as the same.
    private static func same<Value: Equatable & CustomStringConvertible>(
        _ text: String, _ parse: (String) throws -> Value?
    ) throws -> String? {
        guard let value = try parse(text) else { return nil }
        let again = try understood { try parse(value.description) }
        try promise(again == value, "\(value) is read as another")
        return text
    }

    private static func sameTime(_ text: String) throws -> String {
        let time = try ItemTime.parse(text)
        let again = try understood { try ItemTime.parse(ItemTime.print(time)) }
        try promise(again == time, "\(ItemTime.print(time)) is another time")
        return text
    }
}
