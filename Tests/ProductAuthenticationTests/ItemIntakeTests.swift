import CSV
import GS1
import ProductAuthentication
import Testing

@Suite struct ItemIntakeTests {
    private let watch = ProductKey.gtin(GTIN(number: 4_006_381_333_931)!)

    private func take(
        _ text: String, into registry: InMemoryItemRegistry, kind: ItemChange.Kind = .record,
        at now: UInt64 = Sample.now
    ) throws -> [CSVRefusal] {
        var rows = ItemRows.importing(
            ItemRows.Defaults(
                importedAt: now, kind: kind, cause: kind == .correction ? "audit" : nil)
        ) { _ in true }
        try rows.read(Array(text.utf8))
        try rows.finish()
        var intake = ItemIntake(registry: registry)
        return try rows.takeRefusals() + intake.take(rows.takeValues()) + intake.finish()
    }

    private func printed(_ registry: InMemoryItemRegistry) -> String {
        var writer = ItemListWriter()
        for product in registry.products() {
            for lot in registry.lots(of: product) { writer.append(lot) }
            for item in registry.items(of: product, after: nil, limit: .max) {
                writer.append(item)
            }
        }
        return String(decoding: writer.take(), as: UTF8.self)
    }

    @Test("what is exported and imported again is exported the same")
    func roundTrip() throws {
        let registry = InMemoryItemRegistry()
        let refusals = try take(
            #"""
            gtin,serial,scheme,code,state,lot,expiry,market,at,cause
            4006381333931,,,,recalled,L1,280131,,2026-11-02,"glass, in bottles"
            4006381333931,,,,,L2,290131,,,
            4006381333931,"A,1",,,sold,L1,280131,DE,2026-11-01T09:30:00.007Z,at the till
            4006381333931,A2,,,,,,,,
            ,,"maison ""chip""",04:A2,stolen,,,,,

            """#, into: registry)
        #expect(refusals == [])
        let copy = InMemoryItemRegistry()
        #expect(try take(printed(registry), into: copy) == [])
        #expect(printed(copy) == printed(registry))
        #expect(printed(copy).contains("2026-11-01T09:30:00.007Z"))
        for product in registry.products() {
            #expect(copy.lots(of: product) == registry.lots(of: product))
            #expect(
                copy.items(of: product, after: nil, limit: .max)
                    == registry.items(of: product, after: nil, limit: .max))
        }
        // And into the same one it changes nothing.
        #expect(try take(printed(registry), into: registry) == [])
        #expect(printed(copy) == printed(registry))
    }

    @Test("a row that the rules forbid is refused with its line, and a correction takes it")
    func rules() throws {
        let registry = InMemoryItemRegistry()
        _ = try take("gtin,serial,state\n4006381333931,A1,destroyed\n", into: registry)
        let list = "gtin,serial,state\n4006381333931,A0,\n\n4006381333931,A1,sold\n"
        let refusals = try take(list, into: registry, at: Sample.now + 1)
        #expect(refusals.map(\.line) == [4])
        #expect(refusals.map(\.keyword) == ["transition"])
        #expect(try take(list, into: registry, kind: .correction, at: Sample.now + 1) == [])
        #expect(
            registry.history(of: "A1", of: watch).map(\.kind) == [.record, .correction])
    }

    @Test("a recall in the middle of a list holds for the rows after it, not for those before")
    func order() throws {
        let registry = InMemoryItemRegistry()
        _ = try take(
            "gtin,serial,lot\n4006381333931,A1,L1\n4006381333931,A2,L1\n", into: registry)
        let refusals = try take(
            """
            gtin,serial,lot,state,cause
            4006381333931,A1,,sold,
            4006381333931,,L1,recalled,glass
            4006381333931,A2,,sold,

            """, into: registry)
        #expect(refusals.map(\.keyword) == ["lot-recalled"])
        #expect(refusals.map(\.line) == [4])
        guard case .found(let sold) = registry.lookUp("A1", of: watch) else {
            Issue.record("A1 is gone")
            return
        }
        #expect(sold.state == .sold && sold.isRecalled)
    }
}
