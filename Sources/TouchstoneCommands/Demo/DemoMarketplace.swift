import Foundation
import JSON
import Marketplaces
import Statements

/// A marketplace of files beside the hub's node: what another system would write and read.
struct DemoMarketplace {
    static let name = "bazario"

    private let folder: URL

    init(_ hub: DemoNode) {
        folder = hub.home.appending(path: "markets/\(Self.name)", directoryHint: .isDirectory)
    }

    /// Before the node starts, which takes it up then.
    func setUp(at hub: DemoNode) throws {
        for name in ["listings", "orders", "answers"] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        let settings =
            #"{"marketplaces":[{"name":"\#(Self.name)","kind":"folder","serves":["\#(Self.name)"],"folder":"markets/\#(Self.name)"}]}"#
        try Data(settings.utf8).write(to: hub.home.appending(path: "marketplaces.json"))
    }

    /// - Parameters:
    ///   - price: in cents.
    ///   - usual: what the same goods mostly cost, in cents.
    func show(
        _ listing: String, title: String, seller: String, pieces: UInt64, price: UInt64,
        usual: UInt64
    ) throws {
        let named = try Indicator(.listing, parsing: listing)
        let account = seller.split(separator: ":").last.map(String.init) ?? seller
        var members = ListingName.json(named)
        let now = Date()
        members["title"] = .string(title)
        members["seller"] = .string(account)
        members["capturedAt"] = .string(MomentText.print(Self.milliseconds(now)))
        members["sellerSince"] = .string(
            MomentText.print(Self.milliseconds(now.addingTimeInterval(-5 * 86_400))))
        members["countries"] = .array([.string("DE"), .string("FR")])
        members["niceClasses"] = .array([.integer(18)])
        members["quantity"] = .integer(pieces)
        for (name, cents) in [("price", price), ("marketPrice", usual)] {
            members[name] = .object(["minorUnits": .integer(cents), "currency": .string("EUR")])
        }
        try write(JSONValue.object(members), "listings/\(ListingName.fileName(named))")
    }

    private static func milliseconds(_ date: Date) -> UInt64 {
        UInt64(date.timeIntervalSince1970) * 1_000
    }

    /// Does what the newest order says, once it is there, and answers.
    func carryOut(_ action: String) throws {
        let deadline = Date().addingTimeInterval(60)
        while Date() < deadline {
            for name in try names("orders") where !(try names("answers")).contains(name) {
                let bytes = try Data(contentsOf: folder.appending(path: "orders/\(name)"))
                guard case .object(let order)? = try? JSONValue(parsing: Array(bytes)),
                    order["action"] == .string(action), let id = order["order"]
                else { continue }
                return try write(
                    .object([
                        "order": id, "result": .string("done"), "reference": .string("T-4711"),
                    ]), "answers/\(name)")
            }
            Thread.sleep(forTimeInterval: 0.1)
        }
        throw DemoFailure("no order to \(action) came to the marketplace within 60 s")
    }

    /// What has another ending is being written.
    private func names(_ part: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: part).path())
            .filter { $0.hasSuffix(".json") }
    }

    /// Whole or not at all, as the node expects it.
    private func write(_ value: JSONValue, _ name: String) throws {
        try Data(value.printed.utf8).write(to: folder.appending(path: name), options: .atomic)
    }
}
