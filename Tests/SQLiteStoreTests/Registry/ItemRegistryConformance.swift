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
        try registry.store(ItemState.allCases.map { Self.item($0.name, Self.record($0)) })
        for state in ItemState.allCases {
            #expect(
                try registry.lookUp(state.name, of: Self.watch) == .found(Self.record(state)))
        }
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
        "the later record replaces the earlier, within one call and between two",
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

    @Test("both find the same after any history", arguments: UInt64(0)..<20)
    func alike(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let registries = try RegistryKind.allCases.map { try $0.make(in: folder) }
        let serials = (0..<12).map { "s\($0)" }
        for _ in 0..<4 {
            let items = (0..<Int.random(in: 0...20, using: &generator)).map { _ in
                Self.item(
                    serials.randomElement(using: &generator) ?? "",
                    of: Bool.random(using: &generator) ? Self.watch : Self.bag,
                    Self.record(
                        ItemState.allCases.randomElement(using: &generator) ?? .active,
                        updatedAt: UInt64.random(in: 0...9, using: &generator)))
            }
            for registry in registries { try registry.store(items) }
        }
        for product in [Self.watch, Self.bag] {
            for serial in serials {
                let found = try registries.map { try $0.lookUp(serial, of: product) }
                #expect(found[0] == found[1], "\(serial), seed \(seed)")
            }
        }
        #expect(try registries[0].counts() == registries[1].counts(), "seed \(seed)")
    }
}
