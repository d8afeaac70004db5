import EPCIS
import GS1
import ProductAuthentication
import Testing

/// What becomes of items when an event that was taken in is declared wrong.
@Suite struct ErrorIntakeTests {
    private let registry = InMemoryItemRegistry()
    private let history = InMemoryScanHistory()

    private func take(_ events: [String]) throws -> (refusals: [String], tally: EventIntake.Tally) {
        var intake = EventIntake(
            registry: registry, reading: EventChanges(importedAt: .max, owns: { _ in true }),
            history: history,
            reads: EventScans(owns: { _ in true }))
        let context = #"{"cbvmda": "urn:epcglobal:cbv:mda:", "gs1": "https://gs1.org/voc/"}"#
        let items = try Samples.read(Samples.document(events, context: context))
        let refusals = try intake.take(items) + intake.finish()
        return (refusals.map(\.keyword), intake.tally)
    }

    private func product() throws -> ProductKey { .gtin(try GTIN(parsing: Samples.gtin)) }

    private func item(_ serial: String = "A1") throws -> ItemRecord? {
        guard case .found(let record) = registry.lookUp(serial, of: try product()) else {
            return nil
        }
        return record
    }

    private func steps(_ serial: String = "A1") throws -> [ItemHistoryEntry] {
        registry.history(of: serial, of: try product())
    }

    private func reads() throws -> [Scan.Kind] {
        history.scans(of: try product(), serial: "A1").map(\.kind)
    }

    private static let place =
        #""readPoint": {"id": "https://site.example/1", "gs1:countryCode": "DE"}"#

    private func event(
        _ step: String, day: Int, action: String = "OBSERVE", lot: String? = nil,
        serials: [String] = ["A1"], isDeclaration: Bool = false
    ) -> String {
        var fields = [#""bizStep": "\#(step)""#, Self.place]
        if let lot { fields.append(#""ilmd": {"cbvmda:lotNumber": "\#(lot)"}"#) }
        if isDeclaration {
            fields.append(
                #""errorDeclaration": {"declarationTime": "2026-02-01T00:00:00Z", "reason": "did_not_occur"}"#
            )
        }
        return Samples.object(
            fields.joined(separator: ", "), action: action,
            epcs: serials.map { "urn:epc:id:sgtin:9521234.000001.\($0)" },
            time: "2026-01-0\(day)T00:00:00Z")
    }

    private func issued(lot: String = "L1", serials: [String] = ["A1"], wrong: Bool = false)
        -> String
    {
        event(
            "commissioning", day: 1, action: "ADD", lot: lot, serials: serials,
            isDeclaration: wrong)
    }

    @Test("the last step is corrected, its read taken back, and the event named as the cause")
    func takenBack() throws {
        _ = try take([issued(), event("destroying", day: 2)])
        #expect(try item()?.state == .destroyed)
        let (refusals, tally) = try take([event("destroying", day: 2, isDeclaration: true)])
        #expect(refusals == [])
        #expect(tally == .init(read: 1, changed: 1))
        #expect(try item()?.state == .active)
        let history = try steps()
        #expect(history.map(\.kind) == [.record, .move, .correction])
        #expect(history[2].cause == "declared wrong: \(history[1].cause ?? "")")
        #expect(try reads() == [.commissioned])
    }

    @Test("delivered again, neither the wrong event nor the word about it does anything")
    func again() throws {
        let shipped = event("shipping", day: 2)
        let declared = event("shipping", day: 2, isDeclaration: true)
        _ = try take([issued(), shipped, declared])
        let (before, readsBefore) = (try steps(), try reads())
        for events in [[declared], [shipped], [issued(), shipped, declared], [declared, shipped]] {
            let (refusals, tally) = try take(events)
            #expect(refusals == [])
            #expect(tally.known == events.count)
            #expect(try steps() == before)
            #expect(try reads() == readsBefore)
        }
        #expect(try item()?.state == .active)
    }

    @Test("where the item has gone on, somebody has to look; the read is taken back all the same")
    func overtaken() throws {
        _ = try take([issued(), event("shipping", day: 2), event("retail_selling", day: 3)])
        let (refusals, tally) = try take([event("shipping", day: 2, isDeclaration: true)])
        #expect(refusals == ["epcis-error-overtaken"])
        #expect(tally == .init(read: 1, refused: 1))
        #expect(try item()?.state == .sold)
        #expect(try reads() == [.commissioned, .sold])
    }

    @Test("of several items those are corrected that can be")
    func several() throws {
        let serials = ["A1", "B2"]
        _ = try take([
            issued(serials: serials), event("shipping", day: 2, serials: serials),
            event("retail_selling", day: 3, serials: ["B2"]),
        ])
        let (refusals, tally) = try take([
            event("shipping", day: 2, serials: serials, isDeclaration: true)
        ])
        #expect(refusals == ["epcis-error-overtaken"])
        #expect(tally == .init(read: 1, refused: 1))
        #expect(try item("A1")?.state == .active)
        #expect(try item("B2")?.state == .sold)
    }

    @Test("a number issued in error is void until it is issued rightly")
    func misissued() throws {
        _ = try take([issued(lot: "WRONG"), issued(lot: "WRONG", wrong: true)])
        #expect(try item() == nil)
        #expect(registry.record(of: "A1", of: try product())?.state == .void)
        // What is read of it meanwhile is kept of no item.
        #expect(try take([event("receiving", day: 3)]).tally.scans == 0)
        let (refusals, tally) = try take([
            issued(lot: "RIGHT"),
            Samples.object(#""bizStep": "shipping""#, time: "2026-02-09T00:00:00Z"),
        ])
        // In another document than the error, a shipment does not wait for the issue before it.
        #expect(refusals == ["void"])
        #expect(tally == .init(read: 2, changed: 1, refused: 1, scans: 1))
        #expect(try item()?.state == .active)
        #expect(try item()?.lot?.text == "RIGHT")
    }

    @Test("in one document, error, right issue and shipment follow each other")
    func reissued() throws {
        let (refusals, tally) = try take([
            issued(lot: "WRONG"), issued(lot: "WRONG", wrong: true), issued(lot: "RIGHT"),
            Samples.object(#""bizStep": "shipping""#, time: "2026-02-09T00:00:00Z"),
        ])
        #expect(refusals == [])
        #expect(tally.changed == 4)
        #expect(try item()?.state == .supplied)
        #expect(try item()?.lot?.text == "RIGHT")
    }

    @Test("an item that its owner has locked is not let go by an event")
    func lockedForAnotherCause() throws {
        _ = try take([issued(), event("decommissioning", day: 2)])
        #expect(try item()?.state == .locked)
        #expect(try take([issued(lot: "RIGHT")]).refusals == ["other-detail"])
        #expect(try item()?.state == .locked)
    }
}
