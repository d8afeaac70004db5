import AllianceNames
import AllianceNode
import Foundation
import GS1
import ProductAuthentication
import SQLiteStore
import Statements

/// A brand's product with its numbered items.
enum BrandItems {
    static func gtin() throws -> GTIN {
        for digit in 0...9 {
            if let gtin = try? GTIN(parsing: "952100100001\(digit)") { return gtin }
        }
        throw BenchmarkFailure("no check digit fits")
    }

    /// Twelve characters, as if drawn at random, so that a list is in no order; no two are alike.
    static func serial(_ number: Int) -> String {
        // Odd multiples run through all 60-bit numbers before one comes again.
        var mixed = UInt64(number) &* 0x9e37_79b9_7f4a_7c15 & (1 << 60 - 1)
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
        var characters: [UInt8] = []
        for _ in 0..<12 {
            characters.append(alphabet[Int(mixed & 31)])
            mixed >>= 5
        }
        return String(decoding: characters, as: UTF8.self)
    }

    static func product(_ number: Int) throws -> ProductCode {
        .gs1(ItemIdentifiers(gtin: try gtin(), serial: try Serial(parsing: serial(number))))
    }

    /// What a list says of an item: a thousand to a lot, with its expiry date and market.
    static func change(_ number: Int, _ gtin: GTIN, at now: UInt64) throws -> ItemChange {
        ItemChange(
            product: .gtin(gtin), serial: serial(number), .record, to: .active, at: now,
            market: try Country(parsing: "DE"), lot: try Lot(parsing: "L\(number / 1_000)"),
            expiry: try ExpiryDate(parsing: "301231"))
    }

    /// Takes the items in, as an import does.
    static func store(_ count: Int, into registry: SQLiteItemRegistry) throws {
        let (gtin, now) = (try gtin(), WallClock.system.now())
        for start in stride(from: 0, to: count, by: ItemRows.batchItemsMax) {
            let changes = try (start..<min(count, start + ItemRows.batchItemsMax)).map {
                try change($0, gtin, at: now)
            }
            for outcome in try registry.apply(changes) where outcome != .added {
                throw BenchmarkFailure("an item is not added: \(outcome)")
            }
        }
    }

    /// Registers the product and its items, once for each folder.
    static func register(_ count: Int, at brand: OpenedNode) async throws {
        let registry = try brand.openRegistry()
        defer { try? registry.close() }
        guard try registry.products().isEmpty else { return }
        try await brand.report(
            [
                .registerProduct(
                    ProductRegistration(
                        code: .gtin(gtin()), brand: "Verel", serialisation: .serialised))
            ], to: .alliance)
        try store(count, into: registry)
    }
}
