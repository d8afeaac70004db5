import EPCIS
import GS1
import ProductAuthentication
import Testing

@Suite struct EventScansTests {
    private static let place =
        #""readPoint": {"id": "urn:epc:id:sgln:9521234.00001.0", "gs1:countryCode": "DE"}"#

    private func scans(
        _ fields: String, action: String = "OBSERVE", owns: Bool = true,
        rules: ItemStateRules = ItemStateRules()
    ) throws -> [Scan] {
        let document = Samples.document(
            [Samples.object(fields, action: action)],
            context: #"{"gs1": "https://gs1.org/voc/"}"#)
        return try EventScans(rules: rules, owns: { _ in owns }).scans(of: Samples.event(document))
    }

    @Test(
        "each step of the trade is a read of its kind",
        arguments: [
            ("commissioning", "ADD", Scan.Kind.commissioned), ("packing", "OBSERVE", .packed),
            ("shipping", "OBSERVE", .shipped), ("receiving", "OBSERVE", .received),
            ("retail_selling", "OBSERVE", .sold), ("destroying", "DELETE", .destroyed),
        ])
    func steps(step: String, action: String, kind: Scan.Kind) throws {
        let found = try scans(#""bizStep": "\#(step)", \#(Self.place)"#, action: action)
        #expect(found.map(\.kind) == [kind])
        #expect(found.map(\.serial) == ["A1"])
        #expect(found.map(\.place.country.code) == ["DE"])
        #expect(found.map(\.by) == ["https://id.gs1.org/414/9521234000013"])
        #expect(found.map(\.at) == [1_769_857_200_000])
    }

    @Test("a prefix of the standard's own context need not be declared, and may be")
    func standardPrefix() throws {
        let fields = #""bizStep": "shipping", \#(Self.place)"#
        let document = Samples.document([Samples.object(fields)])
        let found = try EventScans(owns: { _ in true }).scans(of: Samples.event(document))
        #expect(found == (try scans(fields)))
        #expect(found.count == 1)
    }

    @Test("what comes back to a warehouse is a return; the house's own word counts")
    func meaning() throws {
        let returned = try scans(
            #""bizStep": "receiving", "disposition": "returned", \#(Self.place)"#)
        #expect(returned.map(\.kind) == [.returned])
        let own = ItemStateRules(own: ["https://ns.example.com/exporting": .exported])
        let exported = try scans(
            #""bizStep": "https://ns.example.com/exporting", \#(Self.place)"#, rules: own)
        #expect(exported.map(\.kind) == [.exported])
    }

    @Test(
        "no country, somebody else's product, a step that reads nothing: nothing is noted",
        arguments: [
            #""bizStep": "receiving""#,
            #""bizStep": "receiving", "readPoint": {"id": "x:y", "gs1:countryCode": "Germany"}"#,
            #""bizStep": "inspecting", \#(Self.place)"#,
            #""bizStep": "decommissioning", \#(Self.place)"#, Self.place,
        ])
    func nothing(fields: String) throws {
        #expect(try scans(fields) == [])
    }

    @Test(
        "other members' items are theirs to keep a history of; a declaration names the same reads")
    func others() throws {
        let received = #""bizStep": "receiving", \#(Self.place)"#
        #expect(try scans(received).count == 1)
        #expect(try scans(received, owns: false) == [])
        let error =
            #", "errorDeclaration": {"declarationTime": "2026-02-01T12:00:00.000+01:00"}"#
        #expect(try scans(received + error) == scans(received))
    }

    @Test("a captured inspection is somebody who asks; a captured read of the trade is one")
    func captured() throws {
        func scan(_ step: String, country: String?) throws -> Scan? {
            ScanEvent(
                numbers: [try #require(ItemNumber(Samples.sgtin))],
                time: EventTime(milliseconds: 5), bizStep: step, country: country
            ).reads.first
        }
        #expect(try scan("inspecting", country: "FR")?.kind == .verified)
        #expect(try scan("inspecting", country: "FR")?.by == "FR")
        #expect(try scan("receiving", country: "FR")?.kind == .received)
        #expect(try scan("receiving", country: nil) == nil)
        #expect(try scan("cycle_counting", country: "FR") == nil)
    }

    @Test("an import notes reads of items that it knows, also of events that are refused")
    func intake() throws {
        let registry = InMemoryItemRegistry()
        let history = InMemoryScanHistory()
        var intake = EventIntake(
            registry: registry, reading: EventChanges(importedAt: .max, owns: { _ in true }),
            history: history,
            reads: EventScans(owns: { _ in true }))
        func event(_ step: String, _ month: Int, action: String = "OBSERVE", serial: String = "A1")
            -> String
        {
            Samples.object(
                #""bizStep": "\#(step)", \#(Self.place)"#, action: action,
                epcs: ["urn:epc:id:sgtin:9521234.000001.\(serial)"],
                time: "2026-0\(month)-01T12:00:00.000+01:00")
        }
        let document = Samples.document(
            [
                event("commissioning", 1, action: "ADD"), event("destroying", 2, action: "DELETE"),
                // Refused: what is destroyed is not sold.
                event("retail_selling", 3), event("receiving", 3, serial: "STRANGER"),
            ], context: #"{"gs1": "https://gs1.org/voc/"}"#)
        _ = try intake.take(Samples.read(document))
        #expect(try intake.finish().count == 1)
        #expect(intake.tally.scans == 3)
        let product = ProductKey.gtin(try GTIN(parsing: Samples.gtin))
        #expect(
            history.scans(of: product, serial: "A1").map(\.kind)
                == [.commissioned, .destroyed, .sold])
        #expect(history.scans(of: product, serial: "STRANGER") == [])
    }
}
