import AllianceNames
import Complaints
import Credentials
import Foundation
import SQLiteStore
import Statements

/// What waits for people at a platform with one marketplace: two proposals, and an order that the marketplace has refused.
enum WaitingWork {
    /// - Parameter hub: the folder of the platform.
    static func put(at hub: URL) throws {
        let folder = hub.appending(path: "markets/bazario", directoryHint: .isDirectory)
        for name in ["listings", "orders", "answers"] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        let settings =
            #"{"marketplaces":[{"name":"bazario","kind":"folder","serves":["bazario"],"folder":"markets/bazario"}]}"#
        try Data(settings.utf8).write(to: hub.appending(path: "marketplaces.json"))
        let outbox = try SQLiteOrderOutbox(path: HomeFolder(hub.path()).orderDatabase)
        let now = UInt64(Date().timeIntervalSince1970 * 1_000)
        try outbox.propose(
            (1...2).map { number in
                ProposedCase(
                    number: 0, listing: try Indicator(.listing, parsing: "bazario:\(number)"),
                    title: "A bag", harmCents: 9_000 / number, proposal: Array("{}".utf8),
                    proposedAt: now)
            })
        let log = try LogOrigin(parsing: "alliance.example/desk-verel/hub/e1")
        let ordered = OrderedListing(
            complaint: EntryReference(
                origin: try LogOrigin(parsing: "alliance.example/desk-verel/verel/e1"), index: 0),
            listing: try Indicator(.listing, parsing: "bazario:3"),
            order: MarketplaceOrder(
                action: .takeDown(.listing, until: nil),
                entry: EntryReference(origin: log, index: 5), place: 0, time: .witnessed(now)))
        try outbox.enqueue([(ordered, [])], at: now) { [:] }
        for event in [.answered(.refused("closed")), .said] as [OutboxOrder.Event] {
            try outbox.note(event, of: ordered.order.id, at: now)
        }
        try outbox.close()
    }
}
