import Statements
import SwiftProtobuf
import Testing
import TransparencyLog

@Suite("A statement")
struct StatementTests {
    private func keyword(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return (error as? StatementError)?.keyword
        }
    }

    private func refusal(_ wire: some Message, as kind: EntryKind) -> String? {
        keyword { _ = try Statement.decode(kind: kind, payload: wire.serializedBytes()) }
    }

    private var assertion: WireAssertIndicator {
        var wire = WireAssertIndicator()
        wire.indicatorType = 1
        wire.indicatorValue = "shop.example"
        wire.basis = .testBuy
        wire.tlp = .amber
        return wire
    }

    @Test("of every kind says the same after encoding and decoding")
    func roundTrip() throws {
        for statement in try Samples.all() {
            let payload = statement.payload()
            #expect(try Statement.decode(kind: statement.kind, payload: payload) == statement)
        }
    }

    @Test("of an unknown kind keeps its payload")
    func unknownKind() throws {
        let kind = EntryKind.authorisedSeller
        let statement = try Statement.decode(kind: kind, payload: [9, 9, 9])
        #expect(statement == .unknown(kind, payload: [9, 9, 9]))
        #expect(statement.payload() == [9, 9, 9])
    }

    @Test("keeps the fields that it does not know, nested ones too")
    func unknownFields() throws {
        // Field 1000, length-delimited, in the message and inside an attribute.
        let unknown: [UInt8] = [0xc2, 0x3e, 2, 0x68, 0x69]
        let attribute: [UInt8] = [0x0a, 1, 0x61] + unknown
        let payload =
            try assertion.serializedBytes() + [0x72, UInt8(attribute.count)] + attribute
            + unknown
        let statement = try Statement.decode(kind: .assertIndicator, payload: payload)
        guard case .assertIndicator(let decoded) = statement else {
            Issue.record("decoded as \(statement.kind)")
            return
        }
        #expect(!decoded.unknownFields.isEmpty)
        #expect(decoded.attributes.map(\.unknownFields.isEmpty) == [false])
        let again = try WireAssertIndicator(serializedBytes: statement.payload())
        let first = try WireAssertIndicator(serializedBytes: payload)
        #expect(again == first)
    }

    @Test("is refused when it is no protocol buffer or its text is not UTF-8")
    func malformed() throws {
        #expect(
            throws: StatementError.payloadMalformed(kind: .dispute)
        ) { try Statement.decode(kind: .dispute, payload: [0xff, 0xff]) }
        let notUTF8: [UInt8] = [0x08, 1, 0x12, 2, 0xc3, 0x28]
        #expect(
            throws: StatementError.payloadMalformed(kind: .assertIndicator)
        ) { try Statement.decode(kind: .assertIndicator, payload: notUTF8) }
    }

    @Test("is refused above 16 KiB, an open one above what its entry holds")
    func payloadLengths() {
        let max = PayloadBundle.payloadBytesMax
        for (kind, length) in [
            (EntryKind.authorisedSeller, max), (EntryKind(rawValue: 0x81), Entry.bodyBytesMax),
        ] {
            let payload = [UInt8](repeating: 0, count: length)
            #expect(keyword { _ = try Statement.decode(kind: kind, payload: payload) } == nil)
            #expect(
                keyword { _ = try Statement.decode(kind: kind, payload: payload + [0]) }
                    == "payload-length")
        }
    }

    @Test("has a confidence from 0 to 100")
    func confidence() {
        var wire = assertion
        wire.confidence = 100
        #expect(refusal(wire, as: .assertIndicator) == nil)
        for wrong: UInt32 in [101, .max] {
            wire.confidence = wrong
            #expect(refusal(wire, as: .assertIndicator) == "field-range")
        }
    }

    @Test("has an indicator type, a basis and a marking that this version knows")
    func enumRanges() {
        for (value, expected) in [(0, "field-missing"), (5, nil), (6, "field-range")] {
            var wire = assertion
            wire.basis = WireBasis(rawValue: value)!
            #expect(refusal(wire, as: .assertIndicator) == expected)
            wire = assertion
            wire.tlp = WireTLP(rawValue: value)!
            #expect(refusal(wire, as: .assertIndicator) == expected)
        }
        for type: UInt32 in [0, 15, 256, .max] {
            var wire = assertion
            wire.indicatorType = type
            #expect(refusal(wire, as: .assertIndicator) == "field-range")
        }
    }

    @Test("folds its indicator into the canonical form, and is refused if there is none")
    func canonicalises() throws {
        var wire = assertion
        wire.indicatorValue = " SHOP。Example. "
        let statement = try Statement.decode(
            kind: .assertIndicator, payload: wire.serializedBytes())
        guard case .assertIndicator(let decoded) = statement else {
            Issue.record("decoded as \(statement.kind)")
            return
        }
        #expect(decoded.indicator.value == "shop.example")
        wire.indicatorValue = "shop"
        #expect(refusal(wire, as: .assertIndicator) == "domain-single-label")
    }

    @Test("keeps within its lists, texts and times, and one more is refused")
    func limits() {
        var wire = assertion
        wire.mark = .init(repeating: "m", count: StatementLimits.listCountMax)
        #expect(refusal(wire, as: .assertIndicator) == nil)
        wire.mark.append("m")
        #expect(refusal(wire, as: .assertIndicator) == "field-count")

        wire = assertion
        wire.note = String(repeating: "n", count: StatementLimits.textBytesMax)
        #expect(refusal(wire, as: .assertIndicator) == nil)
        wire.note += "n"
        #expect(refusal(wire, as: .assertIndicator) == "field-length")

        wire = assertion
        wire.validUntilMs = StatementLimits.timeMillisecondsMax
        #expect(refusal(wire, as: .assertIndicator) == nil)
        wire.validUntilMs += 1
        #expect(refusal(wire, as: .assertIndicator) == "field-range")

        wire = assertion
        wire.mark = [String(repeating: "m", count: StatementLimits.nameBytesMax)]
        #expect(refusal(wire, as: .assertIndicator) == nil)
        wire.mark[0] += "m"
        #expect(refusal(wire, as: .assertIndicator) == "field-length")
        wire.mark = [""]
        #expect(refusal(wire, as: .assertIndicator) == "field-missing")

        wire = assertion
        wire.attribute = [.with { $0.name = String(repeating: "a", count: Attribute.nameBytesMax) }]
        #expect(refusal(wire, as: .assertIndicator) == nil)
        wire.attribute[0].name += "a"
        #expect(refusal(wire, as: .assertIndicator) == "field-length")
    }

    @Test("sees nothing last before it was first seen")
    func timeOrder() {
        var wire = assertion
        wire.firstSeenMs = 10
        wire.lastSeenMs = 10
        #expect(refusal(wire, as: .assertIndicator) == nil)
        wire.lastSeenMs = 9
        #expect(refusal(wire, as: .assertIndicator) == "field-range")
    }

    @Test("names a marketplace by an identifier of the alliance")
    func marketplace() {
        var wire = assertion
        wire.marketplace = "eBay DE"
        #expect(refusal(wire, as: .assertIndicator) == "name-identifier")
    }

    @Test("is sealed only if a reader accepts it, and its entry commits to its payload")
    func sealing() throws {
        let salt = Salt([UInt8](repeating: 7, count: 16))!
        for statement in try Samples.all() {
            let sealed = try SealedStatement.seal(statement, issuedAt: 99, salt: salt)
            let entry = try Entry(parsing: sealed.entry)
            #expect(entry.kind == statement.kind)
            #expect(entry.issuedAt == 99)
            if let saltAndPayload = sealed.saltAndPayload {
                #expect(saltAndPayload == salt.bytes + statement.payload())
                #expect(entry.body == .commit(.sha256(saltAndPayload)))
            } else {
                #expect(entry.body == .open(statement.payload()))
            }
        }
        var bad = IndicatorAssertion(
            indicator: try Indicator(.domain, parsing: "shop.example"), basis: .automated,
            confidence: 101, tlp: .clear)
        #expect(
            keyword {
                _ = try SealedStatement.seal(.assertIndicator(bad), issuedAt: 1, salt: salt)
            } == "field-range")
        bad.confidence = -1
        bad.note = String(repeating: "x", count: PayloadBundle.payloadBytesMax)
        #expect(
            keyword {
                _ = try SealedStatement.seal(.assertIndicator(bad), issuedAt: 1, salt: salt)
            } == "payload-length")
    }
}
