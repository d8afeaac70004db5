import AllianceNames
import Crypto
import JSON
package import Statements

/// A report as a MISP attribute. One that was taken back is there still, as deleted: a MISP that has it would keep
/// it otherwise. Of one that was erased nothing is left but that it is deleted.
///
/// Source: MISP core format section 2.4 (attribute); types and categories of `describeTypes.json`.
package struct MISPAttribute: Sendable {
    /// From this confidence on other systems may act by it (`to_ids`).
    package static let actingConfidence = 50

    package enum Content: Sendable {
        case live(IndicatorAssertion)
        case withdrawn(IndicatorAssertion)
        case erased
    }

    package let index: UInt64
    /// When it was said, or taken back: seconds since 1970.
    package let changed: UInt64
    package let content: Content

    package init(index: UInt64, changed: UInt64, content: Content) {
        self.index = index
        self.changed = changed
        self.content = content
    }

    /// As one event may have them. MISP takes what is of one type and category once in an event and refuses what says it
    /// again, so of several reports the newest is there, and the others as deleted; what is deleted comes first, since MISP
    /// takes one after the other.
    ///
    /// Source: `valueIsUnique` of MISP's model of attributes.
    ///
    /// - Parameters:
    ///   - all: of the event, in the order of the log.
    ///   - changed: the event, seconds since 1970. What may stand otherwise than before is of that time, or MISP would
    ///     keep what it has.
    package static func eachOnce(
        _ all: [MISPAttribute], changed: UInt64
    ) -> [MISPAttribute] {
        var (counts, newest) = ([Said: Int](), [Said: UInt64]())
        for one in all {
            guard let said = one.said else { continue }
            counts[said, default: 0] += 1
            if case .live = one.content { newest[said] = one.index }
        }
        // Of what is erased nobody knows any more what it said.
        let isUnsure = all.contains { $0.said == nil }
        let settled = all.map { one -> MISPAttribute in
            guard let said = one.said, case .live(let report) = one.content,
                isUnsure || counts[said] ?? 0 > 1
            else { return one }
            return MISPAttribute(
                index: one.index, changed: changed,
                content: newest[said] == one.index ? .live(report) : .withdrawn(report))
        }
        return settled.filter { !$0.isLive } + settled.filter(\.isLive)
    }

    private var isLive: Bool { if case .live = content { true } else { false } }

    /// What there is once in an event.
    private struct Said: Hashable {
        let type: String
        let category: String
        let value: String
    }

    /// Nil of what is erased.
    private var said: Said? {
        switch content {
        case .live(let report), .withdrawn(let report):
            let kind = Self.kind(of: report.indicator)
            return Said(type: kind.type, category: kind.category, value: report.indicator.value)
        case .erased: return nil
        }
    }

    private struct Kind {
        let type: String
        let category: String
        /// Whether a machine could look for it.
        var isSought = true
        /// Whether the type tells what it is.
        var isPlain = true
    }

    private static func kind(of indicator: Indicator) -> Kind {
        switch indicator.type {
        case .domain: Kind(type: "domain", category: "Network activity")
        case .url: Kind(type: "url", category: "Network activity")
        case .email: Kind(type: "email", category: "Social network")
        case .ip: Kind(type: "ip-dst", category: "Network activity")
        case .phone: Kind(type: "phone-number", category: "Person", isSought: false)
        case .imageSHA256: Kind(type: "sha256", category: "External analysis")
        case .paymentAccount where !indicator.value.utf8.contains(0x3a):
            Kind(type: "iban", category: "Financial fraud")
        case .paymentAccount:
            Kind(type: "text", category: "Financial fraud", isSought: false, isPlain: false)
        case .sellerAccount, .socialAccount:
            Kind(type: "text", category: "Social network", isSought: false, isPlain: false)
        case .listing, .postalAddress, .company, .imagePDQ, .itemSerial:
            Kind(type: "text", category: "Other", isSought: false, isPlain: false)
        }
    }

    func write(of origin: LogOrigin, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("uuid", MISPName.attribute(index, of: origin))
        writer.member("timestamp", String(changed))
        writer.member("disable_correlation", false)
        // As the event.
        writer.member("distribution", "5")
        switch content {
        case .live(let said): Self.write(said, isDeleted: false, to: &writer)
        case .withdrawn(let said): Self.write(said, isDeleted: true, to: &writer)
        case .erased:
            writer.member("type", "text")
            writer.member("category", "Other")
            writer.member("value", "erased")
            writer.member("to_ids", false)
            writer.member("comment", "")
            writer.member("deleted", true)
        }
        writer.endObject()
    }

    private static func write(
        _ said: IndicatorAssertion, isDeleted: Bool, to writer: inout JSONWriter
    ) {
        let kind = kind(of: said.indicator)
        writer.member("type", kind.type)
        writer.member("category", kind.category)
        writer.member("value", said.indicator.value)
        writer.member(
            "to_ids", !isDeleted && kind.isSought && said.confidence >= actingConfidence)
        writer.member("comment", comment(on: said))
        writer.member("deleted", isDeleted)
        if let seen = said.firstSeen { writer.member("first_seen", MISPDay.moment(seen)) }
        if let seen = said.lastSeen { writer.member("last_seen", MISPDay.moment(seen)) }
        writer.name("Tag")
        writer.beginArray()
        MISPTag.write(said.tlp, to: &writer)
        if !kind.isPlain { MISPTag.write(said.indicator.type, to: &writer) }
        writer.endArray()
    }

    /// What a reader needs beside the value.
    private static func comment(on said: IndicatorAssertion) -> String {
        var parts = [
            "\(said.indicator.type.name); basis \(said.basis.name)",
            "confidence \(said.confidence) of 100",
        ]
        if !said.marks.isEmpty { parts.append("marks \(said.marks.joined(separator: ", "))") }
        if let marketplace = said.marketplace { parts.append("marketplace \(marketplace)") }
        if let until = said.validUntil { parts.append("valid until \(MISPDay.moment(until))") }
        if let note = said.note { parts.append(note) }
        return parts.joined(separator: "; ")
    }

    /// The MD5 digest of the value in hexadecimal digits, as `hashes.csv` has it; nil of one that is no more.
    package var valueHash: [UInt8]? {
        guard case .live(let said) = content else { return nil }
        var text: [UInt8] = []
        text.reserveCapacity(32)
        for byte in Insecure.MD5.hash(data: Array(said.indicator.value.utf8)) {
            text.append(Self.digits[Int(byte >> 4)])
            text.append(Self.digits[Int(byte & 15)])
        }
        return text
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
