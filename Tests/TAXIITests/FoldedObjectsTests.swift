import AllianceNames
import CRDT
import JSON
import MergedView
import STIX
import Statements
import TAXII
import Testing
import TransparencyLog

@Suite struct FoldedObjectsTests {
    private static let origin = LogOrigin(
        alliance: AllianceID(unchecked: "demo"), channel: .alliance,
        member: MemberID(unchecked: "maison"), epoch: Epoch(1))
    private static let issuedAt: UInt64 = 1_800_000_000_000

    private func fold(_ statements: [Statement]) throws -> FoldedObjects {
        var slice = EntrySlice(start: 0, count: statements.count, entries: [], payloads: [])
        var random = SystemRandomNumberGenerator()
        for statement in statements {
            let sealed = try SealedStatement.seal(
                statement, issuedAt: Self.issuedAt, salt: Salt(from: &random))
            EntryBundle.append(entry: sealed.entry, to: &slice.entries)
            if let payload = sealed.saltAndPayload {
                PayloadBundle.append(saltAndPayload: payload, to: &slice.payloads)
            } else {
                PayloadBundle.appendAbsent(to: &slice.payloads)
            }
        }
        var batch = FoldedObjects(origin: Self.origin, start: 0)
        try batch.append(slice)
        return batch
    }

    /// The object as an answer has it.
    private func written(_ object: FoldedObject) throws -> [String: JSONValue] {
        var writer = JSONWriter()
        let time = STIXTimestamp(milliseconds: Self.issuedAt)
        // No report is known here.
        let body = object.subject == nil ? object.body : [0] + object.body
        let isWritten = body.withUnsafeBytes { bytes in
            IndexedObject(
                sequence: 1, id: object.id.description, version: time, versionText: nil,
                created: time, form: object.form,
                dot: StatementDot(log: Self.origin, index: 0), body: bytes
            ).write(to: &writer)
        }
        #expect(isWritten)
        let value = try JSONValue(parsing: writer.bytes, depthMax: 64)
        #expect(try STIXObjectHead(value).id == object.id)
        guard case .object(let members) = value else { return [:] }
        return members
    }

    @Test("each kind of statement about identifiers is an object, and refers to what is there")
    func kinds() throws {
        let shop = try Indicator(.domain, parsing: "shop.example")
        let phone = try Indicator(.phone, parsing: "+49 30 123456")
        let batch = try fold([
            .dispute(Dispute(indicator: shop, reason: .falsePositive, text: "ours")),
            .sight(Sighting(indicator: phone, total: 3, first: 5, last: 9)),
            .link(try OperatorLink(shop, phone, basis: .inspection, evidence: "imprint")),
        ])
        let names = batch.additions.map(\.object.id.type)
        #expect(
            names == [
                "domain-name", "opinion", "phone-number", "sighting", "domain-name",
                "phone-number", "relationship",
            ])
        let observables = Set(
            batch.additions.filter { $0.object.form == .observable }.map {
                $0.object.id.description
            })
        let opinion = try written(batch.additions[1].object)
        #expect(opinion["opinion"] == .string("strongly-disagree"))
        guard case .array(let refs)? = opinion["object_refs"], case .string(let ref) = refs[0]
        else {
            Issue.record("no reference")
            return
        }
        #expect(observables.contains(ref))
        let sighting = try written(batch.additions[3].object)
        #expect(sighting["count"] == .number("3"))
        #expect(sighting["last_seen"] == .string("1970-01-01T00:00:00.009Z"))
        let link = try written(batch.additions[6].object)
        for end in ["source_ref", "target_ref"] {
            guard case .string(let name)? = link[end] else {
                Issue.record("no \(end)")
                return
            }
            #expect(observables.contains(name))
        }
    }

    @Test("a report tells where it stands, and is valid for a time that begins before it ends")
    func report() throws {
        let batch = try fold([
            .assertIndicator(
                IndicatorAssertion(
                    indicator: Indicator(.listing, parsing: "taobao:680012345"), basis: .testBuy,
                    confidence: 90, tlp: .amber, firstSeen: 9_000, validUntil: 5_000,
                    marks: ["Aurum \"金\""], note: "two\nlines"))
        ])
        let object = try written(batch.additions[1].object)
        #expect(object["valid_from"] == .string("1970-01-01T00:00:04.999Z"))
        #expect(object["valid_until"] == .string("1970-01-01T00:00:05.000Z"))
        #expect(object["description"] == .string("two\nlines"))
        #expect(
            object["object_marking_refs"]
                == .array([.string(TLPMarking(.amber).id.description)]))
        guard case .object(let extensions)? = object["extensions"],
            case .object(let ours)? = extensions[STIXExtension.statement.description]
        else {
            Issue.record("no extension")
            return
        }
        #expect(ours["origin"] == .string("demo/alliance/maison/e1"))
        #expect(ours["index"] == .number("0"))
        #expect(ours["marks"] == .array([.string("Aurum \"金\"")]))
        #expect(batch.additions[0].object.id.type == "reported-identifier")
    }

    @Test("an original that is no object is not served; the report is")
    func hostileOriginal() throws {
        func report(_ original: String) throws -> [String] {
            try fold([
                .assertIndicator(
                    IndicatorAssertion(
                        indicator: Indicator(.domain, parsing: "shop.example"), basis: .testBuy,
                        confidence: 90, tlp: .amber,
                        originalObject: OriginalObject(
                            mediaType: "application/stix+json;version=2.1",
                            bytes: Array(original.utf8))))
            ]).additions.map(\.object.id.type)
        }
        let real =
            #"{"type":"note","id":"note--5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d8a11"}"#
        #expect(try report(real) == ["note"])
        for bad in ["", "{", real + "]}", real.replacing("note--", with: "x--"), "\u{7b}\"a\":1}"] {
            #expect(try report(bad) == ["domain-name", "indicator"])
        }
        let other = Statement.stixObject(
            STIXObject(
                objectID: "report--5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d8a11", objectType: "report",
                json: Array(real.utf8), tlp: .amber))
        #expect(try fold([other]).additions.isEmpty)
    }
}
