import AllianceNames
import AllianceNode
import Foundation
import GS1
import ProductAuthentication
import SQLiteStore
import Statements

/// A brand's product with its numbered items.
enum BrandItems {
    static let count = 100_000

    static func gtin() throws -> GTIN {
        for digit in 0...9 {
            if let gtin = try? GTIN(parsing: "952100100001\(digit)") { return gtin }
        }
        throw BenchmarkFailure("no check digit fits")
    }

    static func serial(_ number: Int) -> String { "SN\(1_000_000 + number)" }

    static func product(_ number: Int) throws -> ProductCode {
        .gs1(ItemIdentifiers(gtin: try gtin(), serial: try Serial(parsing: serial(number))))
    }

    /// Registers the product and its items, once for each folder.
    static func register(at brand: OpenedNode) async throws {
        let registry = try brand.openRegistry()
        defer { try? registry.close() }
        guard try registry.counts().isEmpty else { return }
        let gtin = try gtin()
        try await brand.report(
            [
                .registerProduct(
                    ProductRegistration(
                        code: .gtin(gtin), brand: "Verel", serialisation: .serialised))
            ], to: .alliance)
        let now = WallClock.system.now()
        try registry.store(
            (0..<count).map {
                RegisteredItem(
                    product: .gtin(gtin), serial: serial($0),
                    record: ItemRecord(state: .active, updatedAt: now))
            })
    }
}
