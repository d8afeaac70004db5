import AllianceNode
import Foundation

/// A running node whose desk offers the collection of its alliance, and indicators to post there.
enum PostedIndicators {
    static let root = "/taxii2/erasure.example/"
    static let collection = root + "collections/alliance/"
    static let uuid = "5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d1001"

    static func indicator(
        _ number: Int = 1, modified: String = "2026-02-01T00:00:00.000Z", more: String = ""
    ) -> String {
        let digits = String(1_000 + number)
        let uuid = uuid.dropLast(digits.count) + digits
        return """
            {"type": "indicator", "spec_version": "2.1", "id": "indicator--\(uuid)", \
            "created": "2026-01-31T12:00:00.000Z", "modified": "\(modified)", \
            "pattern": "[domain-name:value = 'shop\(number).example']", "pattern_type": "stix", \
            "valid_from": "2026-01-31T12:00:00Z", "x_unknown": {"deep": [1, 2.50, null]}\(more)}
            """
    }

    static func envelope(_ objects: [String]) -> String {
        "{\"objects\": [\(objects.joined(separator: ", "))]}"
    }

    static func with(
        _ body: (ErasureAlliance, TwoNodes.Running, TAXIIClient) async throws -> Void
    ) async throws {
        let alliance = try await ErasureAlliance(["brand", "hub"])
        let node = try await TwoNodes.Running(alliance.home("brand"), hasDesk: true)
        let result: Result<Void, any Error>
        do {
            try await TAXIIClient.with(alliance.home("brand"), port: node.desk) { client in
                try await body(alliance, node, client)
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await node.stop()
        try result.get()
    }
}
