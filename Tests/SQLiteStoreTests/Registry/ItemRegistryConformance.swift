import GS1
import ProductAuthentication
import SQLiteStore
import Testing

/// The implementations of the seam, each with a way to make an empty one.
enum RegistryKind: CaseIterable, Sendable {
    case inMemory, sqlite

    /// - Parameter folder: has to live as long as the registry is used.
    func make(in folder: TemporaryFolder) throws -> any ItemRegistry {
        switch self {
        case .inMemory: InMemoryItemRegistry()
        case .sqlite: try SQLiteItemRegistry(path: folder.file("registry.sqlite"))
        }
    }
}

/// What every `ItemRegistry` promises.
@Suite struct ItemRegistryConformance {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    static let watch = ProductKey.gtin(GTIN(number: 4_006_381_333_931)!)
    static let bag = ProductKey.gtin(GTIN(number: 614_141_123_452)!)

    static func record(_ state: ItemState = .active, updatedAt: UInt64 = 1) -> ItemRecord {
        ItemRecord(state: state, updatedAt: updatedAt)
    }

    static func item(
        _ serial: String, of product: ProductKey = watch, _ record: ItemRecord = record()
    ) -> RegisteredItem {
        RegisteredItem(product: product, serial: serial, record: record)
    }

    @Test("what was stored is found, whole", arguments: RegistryKind.allCases)
    func roundTrip(kind: RegistryKind) throws {
        let registry = try kind.make(in: folder)
        let full = ItemRecord(
            state: .recalled, lot: try Lot(parsing: "L'1"),
            expiry: try ExpiryDate(parsing: "010200"), market: try Country(parsing: "DE"),
            updatedAt: 1_795_435_200_000)
        try registry.store([Self.item("A1", of: Self.watch, full), Self.item("A2")])
        #expect(try registry.lookUp("A1", of: Self.watch) == .found(full))
        #expect(try registry.lookUp("A2", of: Self.watch) == .found(Self.record()))
    }

    @Test("every state is kept", arguments: RegistryKind.allCases)
    func states(kind: RegistryKind) throws {
        let registry = try kind.make(in: folder)
        try registry.store(ItemState.allCases.map { Self.item($0.name) })
        try registry.store(ItemState.allCases.map { Self.item($0.name, Self.record($0)) })
        for state in ItemState.allCases {
            #expect(try registry.record(of: state.name, of: Self.watch) == Self.record(state))
        }
        #expect(try registry.record(of: "none", of: Self.watch) == nil)
        #expect(try registry.record(of: ItemState.sold.name, of: Self.bag) == nil)
    }

    @Test(
        "an absent number says whether others of the product are held",
        arguments: RegistryKind.allCases)
    func absent(kind: RegistryKind) throws {
        let registry = try kind.make(in: folder)
        #expect(try registry.lookUp("A1", of: Self.watch) == .unknown(holdsOthers: false))
        try registry.store([Self.item("A1")])
        #expect(try registry.lookUp("a1", of: Self.watch) == .unknown(holdsOthers: true))
        #expect(try registry.lookUp("A1", of: Self.bag) == .unknown(holdsOthers: false))
        #expect(try registry.lookUp("", of: Self.watch) == .unknown(holdsOthers: true))
    }

    @Test(
        "a void number is answered as one that is not there, and back again when it is corrected",
        arguments: RegistryKind.allCases)
    func void(kind: RegistryKind) throws {
        let registry = try kind.make(in: folder)
        func set(_ serial: String, _ state: ItemState, at: UInt64) throws {
            try registry.store([Self.item(serial, Self.record(state, updatedAt: at))])
        }
        try registry.store([Self.item("A1"), Self.item("A2", Self.record(.sold))])
        try set("A1", .void, at: 2)
        #expect(try registry.lookUp("A1", of: Self.watch) == .unknown(holdsOthers: true))
        #expect(try registry.record(of: "A1", of: Self.watch)?.state == .void)
        // A list of void numbers is none: that another is missing from it says nothing.
        try set("A2", .void, at: 3)
        for serial in ["A1", "A2", "A3"] {
            #expect(try registry.lookUp(serial, of: Self.watch) == .unknown(holdsOthers: false))
        }
        // Said once more it is counted once.
        try set("A2", .void, at: 4)
        try set("A1", .sold, at: 5)
        #expect(try registry.lookUp("A2", of: Self.watch) == .unknown(holdsOthers: true))
        #expect(
            try registry.lookUp("A1", of: Self.watch)
                == .found(Self.record(.sold, updatedAt: 5)))
        #expect(
            try registry.apply([Self.change("A9", .correction, .void, cause: "slip")])
                == [.refused(.unknownItem)])
        #expect(try registry.record(of: "A9", of: Self.watch) == nil)
    }

    @Test("void numbers are none of their lot", arguments: RegistryKind.allCases)
    func voidOfLot(kind: RegistryKind) throws {
        let registry = try kind.make(in: folder)
        let lot = try Lot(parsing: "L1")
        _ = try registry.apply([
            Self.change("A1", .record, lot: lot), Self.change("A2", .record, lot: lot),
            Self.change("A2", .correction, .void, cause: "slip"),
        ])
        #expect(try registry.itemCount(of: Self.watch, in: lot) == 1)
    }

    @Test("a number is one item of its own product and scheme", arguments: RegistryKind.allCases)
    func products(kind: RegistryKind) throws {
        let registry = try kind.make(in: folder)
        let chip = ProductKey.scheme("maison chip")
        try registry.store([
            Self.item("1", of: Self.watch, Self.record(.sold)),
            Self.item("1", of: Self.bag, Self.record(.stolen)),
            Self.item("1", of: chip, Self.record(.sample)),
        ])
        #expect(try registry.lookUp("1", of: Self.bag) == .found(Self.record(.stolen)))
        #expect(try registry.lookUp("1", of: chip) == .found(Self.record(.sample)))
        #expect(
            try registry.counts() == [
                ItemCount(product: Self.bag, items: 1), ItemCount(product: Self.watch, items: 1),
                ItemCount(product: chip, items: 1),
            ])
    }

    @Test(
        "an item set outright replaces what was known, within one call and between two",
        arguments: RegistryKind.allCases)
    func replaced(kind: RegistryKind) throws {
        let registry = try kind.make(in: folder)
        try registry.store([
            Self.item("A1", Self.record(.active)), Self.item("B1"),
            Self.item("A1", Self.record(.supplied, updatedAt: 2)),
        ])
        #expect(
            try registry.lookUp("A1", of: Self.watch)
                == .found(Self.record(.supplied, updatedAt: 2)))
        try registry.store([Self.item("A1", Self.record(.destroyed, updatedAt: 3))])
        #expect(
            try registry.lookUp("A1", of: Self.watch)
                == .found(Self.record(.destroyed, updatedAt: 3)))
        #expect(try registry.counts() == [ItemCount(product: Self.watch, items: 2)])
    }

    private static func change(
        _ serial: String, _ kind: ItemChange.Kind = .move, _ to: ItemState? = nil, at: UInt64 = 2,
        by: String? = nil, cause: String? = nil, lot: Lot? = nil
    ) -> ItemChange {
        ItemChange(
            product: watch, serial: serial, kind, to: to, at: at, by: by, cause: cause, lot: lot)
    }

    @Test("each change has its outcome, in the order given", arguments: RegistryKind.allCases)
    func outcomes(kind: RegistryKind) throws {
        let registry = try kind.make(in: folder)
        let lot = try Lot(parsing: "L1")
        let outcomes = try registry.apply([
            Self.change("B1", .record, .active), Self.change("A1", .move, .sold),
            Self.change("A1", .record, .supplied), Self.change("A1", .move, .sold, at: 3),
            Self.change("A1", .move, .sold, at: 4), Self.change("B1", .record, lot: lot),
            Self.change("A1", .undo, at: 5), Self.change("A1", .move, .sample, at: 4),
            Self.change("A1", .correction, .destroyed, at: 6),
            Self.change("A1", .correction, .destroyed, at: 6, cause: "fire"),
            Self.change("A1", .move, .active, at: 7),
        ])
        #expect(
            outcomes == [
                .added, .refused(.unknownItem), .added, .changed(from: .supplied, to: .sold),
                .unchanged, .noted, .changed(from: .sold, to: .supplied),
                .refused(.older(recorded: 5, found: 4)), .refused(.causeMissing),
                .changed(from: .supplied, to: .destroyed),
                .refused(.notAllowed(from: .destroyed, to: .active, allowed: [])),
            ])
    }

    @Test("the steps of an item are kept with place and cause", arguments: RegistryKind.allCases)
    func steps(kind: RegistryKind) throws {
        let registry = try kind.make(in: folder)
        #expect(try registry.history(of: "A1", of: Self.watch) == [])
        _ = try registry.apply([Self.change("A1", .record)])
        #expect(
            try registry.history(of: "A1", of: Self.watch) == [
                ItemHistoryEntry(kind: .record, state: .active, at: 2)
            ])
        _ = try registry.apply([
            Self.change("A1", .move, .sold, at: 3, by: "Hamburg", cause: "till"),
            Self.change("A1", .undo, at: 4, by: "Paris"),
            Self.change("A1", .undo, at: 5, by: "Hamburg"),
            Self.change("B1", .record, .sample, by: "Paris", cause: "fair"),
        ])
        #expect(
            try registry.history(of: "A1", of: Self.watch) == [
                ItemHistoryEntry(kind: .record, state: .active, at: 2),
                ItemHistoryEntry(kind: .move, state: .sold, at: 3, by: "Hamburg", cause: "till"),
                ItemHistoryEntry(kind: .undo, state: .active, at: 5, by: "Hamburg"),
            ])
        #expect(
            try registry.history(of: "B1", of: Self.watch) == [
                ItemHistoryEntry(kind: .record, state: .sample, at: 2, by: "Paris", cause: "fair")
            ])
    }

    @Test(
        "of several changes of one moment none counts again when it is told again",
        arguments: RegistryKind.allCases)
    func toldAgain(kind: RegistryKind) throws {
        let registry = try kind.make(in: folder)
        let shipped = Self.change("A1", .move, .supplied, at: 3, by: "Hamburg", cause: "parcel 1")
        let sold = Self.change("A1", .move, .sold, at: 3, by: "Paris", cause: "till 7")
        _ = try registry.apply([Self.change("A1", .record), shipped, sold])
        let steps = try registry.history(of: "A1", of: Self.watch)
        #expect(steps.map(\.state) == [.active, .supplied, .sold])
        #expect(
            try registry.apply([shipped, sold, shipped]) == [.unchanged, .unchanged, .unchanged])
        #expect(try registry.history(of: "A1", of: Self.watch) == steps)
        // Another return at that moment is another change.
        let returned = Self.change("A1", .move, .supplied, at: 3, by: "Paris", cause: "return 1")
        #expect(try registry.apply([returned]) == [.changed(from: .sold, to: .supplied)])
    }

    @Test("of too many steps the oldest are dropped", arguments: RegistryKind.allCases)
    func manySteps(kind: RegistryKind) throws {
        let registry = try kind.make(in: folder)
        let max = ItemHistoryEntry.entriesMax
        _ = try registry.apply(
            (0..<max + 5).map { number in
                Self.change(
                    "A1", number == 0 ? .record : .move, number % 2 == 0 ? .supplied : .sold,
                    at: UInt64(number))
            })
        let history = try registry.history(of: "A1", of: Self.watch)
        #expect(history.count == max)
        #expect(history.first?.at == 5)
        #expect(history.last?.at == UInt64(max + 4))
    }

    @Test("a recall of a lot shows in all of its items at once", arguments: RegistryKind.allCases)
    func recall(kind: RegistryKind) throws {
        let registry = try kind.make(in: folder)
        let (lot, other) = (try Lot(parsing: "L1"), try Lot(parsing: "L2"))
        _ = try registry.apply([
            Self.change("A1", .record, lot: lot), Self.change("A2", .record, .sold, lot: lot),
            Self.change("A3", .record, lot: other),
        ])
        try registry.store([Self.item("A1", of: Self.bag)])
        let recalled = try registry.recall(lot: lot, of: Self.watch, at: 9, cause: "glass")
        #expect(
            recalled
                == LotRecord(
                    product: Self.watch, lot: lot, recall: LotRecall(at: 9, cause: "glass")))
        // The first recall counts.
        #expect(try registry.recall(lot: lot, of: Self.watch, at: 10, cause: "x") == recalled)
        _ = try registry.apply([Self.change("A4", .record, lot: lot)])
        for (serial, isRecalled) in [("A1", true), ("A2", true), ("A3", false), ("A4", true)] {
            guard case .found(let record) = try registry.lookUp(serial, of: Self.watch) else {
                Issue.record("\(serial) is not found")
                continue
            }
            #expect(record.isRecalled == isRecalled, "\(serial)")
            #expect(record.lotRecord == (isRecalled ? recalled : nil))
        }
        #expect(try registry.itemCount(of: Self.watch, in: lot) == 3)
        #expect(try registry.lots(of: Self.watch) == [recalled])
        #expect(try registry.lots(of: Self.bag) == [])
        #expect(try registry.lot(lot, of: Self.watch) == recalled)
        #expect(try registry.lot(lot, of: Self.bag) == nil)
        #expect(try registry.lot(Lot(parsing: "none"), of: Self.watch) == nil)
        #expect(
            try registry.apply([Self.change("A1", .move, .sold)]) == [
                .refused(.lotRecalled(to: .sold, cause: "glass"))
            ])
        try registry.withdrawRecall(lot: lot, of: Self.watch)
        #expect(
            try registry.apply([Self.change("A1", .move, .sold)]) == [
                .changed(from: .active, to: .sold)
            ])
    }

    @Test("a lot of the same name is another product's own", arguments: RegistryKind.allCases)
    func lotOfProduct(kind: RegistryKind) throws {
        let registry = try kind.make(in: folder)
        let lot = try Lot(parsing: "L1")
        let date = try ExpiryDate(parsing: "280131")
        _ = try registry.apply([
            Self.change("A1", .record, lot: lot),
            ItemChange(
                product: Self.bag, serial: "A1", .record, to: nil, at: 1, lot: lot),
        ])
        _ = try registry.apply([LotChange(product: Self.bag, lot: lot, expiry: date)])
        #expect(try registry.recall(lot: lot, of: Self.bag, at: 1, cause: "x").expiry == date)
        guard case .found(let watch) = try registry.lookUp("A1", of: Self.watch),
            case .found(let bag) = try registry.lookUp("A1", of: Self.bag)
        else {
            Issue.record("an item is not found")
            return
        }
        #expect(watch.effectiveExpiry == nil && !watch.isRecalled)
        #expect(bag.effectiveExpiry == date && bag.isRecalled)
    }

    @Test("items come in pages, in the order of their bytes", arguments: RegistryKind.allCases)
    func pages(kind: RegistryKind) throws {
        let registry = try kind.make(in: folder)
        let serials = ["é", "a", "B", "10", "9", "z", "Z", "a1"]
        try registry.store(serials.map { Self.item($0) } + [Self.item("x", of: Self.bag)])
        let ordered = serials.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        for limit in 1...9 {
            var found: [String] = []
            while true {
                let page = try registry.items(of: Self.watch, after: found.last, limit: limit)
                found += page.map(\.serial)
                if page.count < limit { break }
            }
            #expect(found == ordered, "pages of \(limit)")
        }
        _ = try registry.apply([
            LotChange(product: .scheme("chip"), lot: Lot(parsing: "L1"), recall: .withdraw)
        ])
        #expect(try registry.products() == [Self.bag, Self.watch, .scheme("chip")])
    }

    @Test("both are the same after any history", arguments: UInt64(0)..<20)
    func alike(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let registries = try RegistryKind.allCases.map { try $0.make(in: folder) }
        let serials = (0..<8).map { "s\($0)" }
        let lots = try ["L1", "L2"].map { try Lot(parsing: $0) }
        let products = [Self.watch, Self.bag]
        for round in 0..<8 {
            let changes = (0..<Int.random(in: 0...20, using: &generator)).map { _ in
                ItemChange(
                    product: products.randomElement(using: &generator)!,
                    serial: serials.randomElement(using: &generator)!,
                    ItemChange.Kind.allCases.randomElement(using: &generator)!,
                    to: ItemState.allCases.randomElement(using: &generator)!,
                    at: UInt64(round) + UInt64.random(in: 0...1, using: &generator),
                    by: Bool.random(using: &generator) ? "p" : nil,
                    cause: Bool.random(using: &generator) ? "c\(round)" : nil,
                    lot: Bool.random(using: &generator)
                        ? lots.randomElement(using: &generator) : nil)
            }
            let lot = LotChange(
                product: products.randomElement(using: &generator)!,
                lot: lots.randomElement(using: &generator)!,
                recall: Bool.random(using: &generator)
                    ? .withdraw : .begin(LotRecall(at: UInt64(round), cause: "r")))
            let outcomes = try registries.map { try $0.apply(changes) }
            #expect(outcomes[0] == outcomes[1], "seed \(seed)")
            let records = try registries.map { try $0.apply([lot]) }
            #expect(records[0] == records[1], "seed \(seed)")
        }
        for product in products {
            for serial in serials {
                let found = try registries.map { try $0.lookUp(serial, of: product) }
                #expect(found[0] == found[1], "\(serial), seed \(seed)")
                let steps = try registries.map { try $0.history(of: serial, of: product) }
                #expect(steps[0] == steps[1], "\(serial), seed \(seed)")
            }
            let pages = try registries.map { try $0.items(of: product, after: nil, limit: 100) }
            #expect(pages[0] == pages[1], "seed \(seed)")
        }
        #expect(try registries[0].counts() == registries[1].counts(), "seed \(seed)")
    }
}
