import EPCIS
import GS1
import ProductAuthentication
import Testing

@Suite struct EventIntakeTests {
    private let registry = InMemoryItemRegistry()

    private func take(
        _ events: [String], importedAt: UInt64 = .max,
        owns: @escaping @Sendable (GTIN) -> Bool = { _ in true }
    ) throws -> (refusals: [EventRefusal], tally: EventIntake.Tally) {
        var intake = EventIntake(
            registry: registry, reading: EventChanges(importedAt: importedAt, owns: owns))
        let context = #"{"cbvmda": "urn:epcglobal:cbv:mda:"}"#
        let items = try Samples.read(Samples.document(events, context: context))
        let refusals = try intake.take(items) + intake.finish()
        return (refusals, intake.tally)
    }

    private func item(_ serial: String = "A1") throws -> ItemRecord? {
        guard
            case .found(let record) = registry.lookUp(
                serial, of: .gtin(try GTIN(parsing: Samples.gtin)))
        else { return nil }
        return record
    }

    private let commissioned = Samples.object(
        #""bizStep": "commissioning", "ilmd": {"cbvmda:lotNumber": "L1", "cbvmda:itemExpirationDate": "2027-04-30"}"#,
        action: "ADD", time: "2026-01-01T00:00:00Z")
    private let shipped = Samples.object(
        #""bizStep": "shipping", "readPoint": {"id": "urn:epc:id:sgln:9521234.00001.0"}"#,
        time: "2026-01-02T00:00:00Z")
    private let sold = Samples.object(
        #""bizStep": "retail_selling""#, time: "2026-01-03T00:00:00Z")

    @Test("an item's life goes into the registry, each step with the hash of its event")
    func life() throws {
        let (refusals, tally) = try take([commissioned, shipped, sold])
        #expect(refusals == [])
        #expect(tally == .init(read: 3, changed: 3))
        let record = try #require(try item())
        #expect(record.state == .sold)
        #expect(record.lot?.text == "L1")
        #expect(record.expiry?.description == "270430")
        let history = registry.history(of: "A1", of: .gtin(try GTIN(parsing: Samples.gtin)))
        #expect(history.map(\.state) == [.active, .supplied, .sold])
        let context = #"{"cbvmda": "urn:epcglobal:cbv:mda:"}"#
        let hashes = try Samples.read(
            Samples.document([commissioned, shipped, sold], context: context)
        )
        .map { $0.event?.hash.description }
        #expect(history.map(\.cause) == hashes)
        #expect(history[1].by == "https://id.gs1.org/414/9521234000013")
    }

    @Test("events delivered again change nothing and are not refused")
    func idempotence() throws {
        let all = [commissioned, shipped, sold]
        _ = try take(all)
        let before = try item()
        for events in [all, [sold, shipped, commissioned], [shipped, shipped]] {
            let (refusals, tally) = try take(events)
            #expect(refusals == [])
            #expect(tally.known == events.count)
            #expect(try item() == before)
        }
    }

    @Test("so do events of one moment, of which each would undo the other")
    func oneMoment() throws {
        let time = "2026-01-02T00:00:00Z"
        let shipped = Samples.object(#""bizStep": "shipping""#, time: time)
        let sold = Samples.object(#""bizStep": "retail_selling""#, time: time)
        _ = try take([commissioned, shipped, sold])
        let (refusals, tally) = try take([shipped])
        #expect(refusals == [])
        #expect(tally.known == 1)
        #expect(try item()?.state == .sold)
        #expect(try take([commissioned, shipped, sold]).tally.known == 3)
    }

    @Test("a voided shipment takes the item back, and delivered again does nothing")
    func voided() throws {
        let voided = Samples.object(
            #""bizStep": "void_shipping", "readPoint": {"id": "urn:epc:id:sgln:9521234.00001.0"}"#,
            time: "2026-01-02T06:00:00Z")
        #expect(try take([commissioned, shipped, voided]).refusals == [])
        #expect(try item()?.state == .active)
        #expect(try take([voided]).tally.known == 1)
        #expect(try item()?.state == .active)
    }

    @Test("what is undone is what the event says and no later change: neither a lock nor a sale")
    func undoneAlone() throws {
        let locked = Samples.object(
            #""bizStep": "decommissioning""#, time: "2026-01-03T00:00:00Z")
        let ended = Samples.object(
            #""persistentDisposition": {"unset": ["recalled"]}"#, time: "2026-01-04T00:00:00Z")
        #expect(
            try take([commissioned, locked, ended]).refusals.map(\.keyword) == ["undo-other-state"])
        #expect(try item()?.state == .locked)
        let place = #""readPoint": {"id": "urn:epc:id:sgln:9521234.00001.0"}"#
        let number = ["urn:epc:id:sgtin:9521234.000001.B2"]
        let steps = [
            ("commissioning", "ADD", 1), ("shipping", "OBSERVE", 2),
            ("retail_selling", "OBSERVE", 3), ("void_shipping", "OBSERVE", 4),
        ].map { step, action, day in
            Samples.object(
                "\"bizStep\": \"\(step)\", \(place)", action: action, epcs: number,
                time: "2026-01-0\(day)T00:00:00Z")
        }
        #expect(try take(steps).refusals.map(\.keyword) == ["undo-other-state"])
        #expect(try item("B2")?.state == .sold)
    }

    @Test("an event that has not come yet is refused, and what comes before it counts")
    func future() throws {
        let importedAt: UInt64 = 1_767_225_600_000  // 2026-01-01
        let late = Samples.object(#""bizStep": "retail_selling""#, time: "2062-01-03T00:00:00Z")
        let found = try take([commissioned, late, shipped], importedAt: importedAt)
        #expect(found.refusals.map(\.keyword) == ["epcis-future"])
        #expect(try item()?.state == .supplied, "a clock may be a day ahead")
        #expect(try take([sold], importedAt: importedAt).refusals.map(\.number) == [1])
    }

    @Test("one refused event stops no other, and is named by its number")
    func refusals() throws {
        let unknown = Samples.object(
            #""bizStep": "shipping""#, epcs: ["urn:epc:id:sgtin:9521234.000001.NONE"])
        let wrong = Samples.object(
            #""bizStep": "shipping""#, epcs: ["https://x.example/01/09521234000014/21/A"])
        let error = Samples.object(
            #""bizStep": "shipping", "errorDeclaration": {"declarationTime": "2026-01-01T00:00:00Z"}"#
        )
        let (refusals, tally) = try take([unknown, wrong, "{}", error, commissioned])
        #expect(refusals.map(\.number).sorted() == [1, 2, 3, 4])
        #expect(
            refusals.sorted { $0.number < $1.number }.map(\.keyword) == [
                "unknown-item", "epcis-identifier", "epcis-field", "epcis-error-unknown",
            ])
        #expect(tally == .init(read: 5, changed: 1, refused: 4))
        #expect(try item()?.state == .active)
    }

    @Test("a shipment never issues a number, and other members' products are not touched")
    func ownership() throws {
        #expect(
            try take([commissioned], owns: { _ in false }).refusals.map(\.keyword) == [
                "epcis-not-owned"
            ])
        #expect(try item() == nil)
        #expect(try take([shipped]).refusals.map(\.keyword) == ["unknown-item"])
        #expect(try item() == nil)
    }

    @Test("events about logistic units and about nothing in particular are passed over")
    func withoutMeaning() throws {
        let pallet = Samples.object(
            #""bizStep": "shipping""#, epcs: ["urn:epc:id:sscc:9521234.0000000001"])
        let packing = Samples.object(#""bizStep": "packing""#)
        let piece = Samples.object(
            #""bizStep": "shipping""#, epcs: ["urn:epc:id:itip:9521234.000001.01.02.A1"])
        #expect(try take([pallet, packing, piece]).tally == .init(read: 3, withoutMeaning: 3))
    }
}
