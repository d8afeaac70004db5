import AllianceNames
import AllianceNode
import Complaints
import Foundation
import JSON
import Marketplaces
import Statements
import Testing

@Suite(.timeLimit(.minutes(5))) struct FolderMarketplaceTests {
    /// A marketplace's folder, as the other side has it.
    private struct Folder {
        let url = FileManager.default.temporaryDirectory.appending(
            path: "market-\(UUID().uuidString)")

        init() throws {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        }

        func remove() { try? FileManager.default.removeItem(at: url) }

        func write(_ bytes: [UInt8], _ name: String) throws {
            let file = url.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }

        func names(_ folder: String) throws -> [String] {
            try FileManager.default.contentsOfDirectory(
                atPath: url.appending(path: folder).path())
        }

        func adapter() -> FolderMarketplace {
            FolderMarketplace(
                ["bazario"], path: url.path(), calls: .concurrent(label: "test"))
        }
    }

    private static let log = LogOrigin(
        alliance: AllianceID(unchecked: "a"), channel: ChannelID(unchecked: "desk-b"),
        member: MemberID(unchecked: "p"), epoch: Epoch(1))

    private static func ordered(_ listing: Indicator, entry: UInt64 = 2) -> OrderedListing {
        OrderedListing(
            complaint: EntryReference(origin: log, index: 1), listing: listing,
            order: MarketplaceOrder(
                action: .takeDown(.listing, until: nil),
                entry: EntryReference(origin: log, index: entry), place: 0,
                time: .witnessed(1_795_766_400_000)))
    }

    private static func listing(_ name: String) throws -> Indicator {
        try Indicator(.listing, parsing: "bazario:\(name)")
    }

    private static func captured(_ listing: Indicator) -> CapturedListing {
        CapturedListing(
            listing: listing,
            capture: ListingCapture(
                title: "Bag", capturedAt: 1_795_766_400_000, countries: ["DE"]))
    }

    @Test("listings are read from files, whatever they are called, and missing ones are unknown")
    func captures() async throws {
        let folder = try Folder()
        defer { folder.remove() }
        let listings = try ["1001", "../../escape", "gone"].map(Self.listing)
        for listing in listings.prefix(2) {
            try folder.write(
                Self.captured(listing).json.compactBytes,
                "listings/\(ListingName.fileName(listing))")
        }
        let found = try await folder.adapter().captures(of: listings)
        #expect(found.map { $0?.title } == ["Bag", "Bag", nil])
        #expect(try folder.names("listings").count == 2)
    }

    @Test("links, large files, garbage and files about something else are refused")
    func hostile() async throws {
        let folder = try Folder()
        defer { folder.remove() }
        let adapter = folder.adapter()
        let listing = try Self.listing("1001")
        let name = "listings/\(ListingName.fileName(listing))"
        let whole = Self.captured(listing).json.compactBytes
        for bytes in [
            Array("{".utf8), whole + Array(repeating: 0x20, count: CapturedListing.bytesMax),
            Self.captured(try Self.listing("other")).json.compactBytes, [],
        ] {
            try folder.write(bytes, name)
            await #expect(throws: MarketplaceError.self) {
                try await adapter.captures(of: [listing])
            }
        }
        // The same bytes through a link, and a pipe that nobody writes to.
        let file = folder.url.appending(path: name)
        try FileManager.default.removeItem(at: file)
        try folder.write(whole, "elsewhere.json")
        try FileManager.default.createSymbolicLink(
            at: file, withDestinationURL: folder.url.appending(path: "elsewhere.json"))
        await #expect(throws: MarketplaceError.self) { try await adapter.captures(of: [listing]) }
        try FileManager.default.removeItem(at: file)
        #expect(mkfifo(file.path(), 0o644) == 0)
        await #expect(throws: MarketplaceError.self) { try await adapter.captures(of: [listing]) }
        try FileManager.default.removeItem(at: file)
        try folder.write(whole, name)
        #expect(try await adapter.captures(of: [listing]).first??.title == "Bag")
    }

    @Test(
        "a folder in it that is a link elsewhere is not used, and one that is missing is no answer")
    func linkedFolder() async throws {
        let (folder, other) = (try Folder(), try Folder())
        defer {
            folder.remove()
            other.remove()
        }
        try FileManager.default.createSymbolicLink(
            at: folder.url.appending(path: "orders"), withDestinationURL: other.url)
        let ordered = Self.ordered(try Self.listing("1"))
        await #expect(throws: MarketplaceError.self) {
            try await folder.adapter().carryOut(ordered, reasons: [])
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: other.url.path()).isEmpty)
        let adapter = other.adapter()
        other.remove()
        await #expect(throws: MarketplaceError.self) {
            try await adapter.captures(of: [ordered.listing])
        }
        #expect(!FileManager.default.fileExists(atPath: other.url.path()))
    }

    @Test("an order is written once, whole, and answered by a file of the same name")
    func orders() async throws {
        let folder = try Folder()
        defer { folder.remove() }
        let adapter = folder.adapter()
        let ordered = Self.ordered(try Self.listing("1001"))
        for _ in 0..<2 {
            #expect(try await adapter.carryOut(ordered, reasons: ["clear"]) == .taken)
        }
        let name = "\(OrderBody.token(ordered.order.id)).json"
        #expect(try folder.names("orders") == [name])
        let bytes = Array(try Data(contentsOf: folder.url.appending(path: "orders/\(name)")))
        let body = try OrderBody(parsing: bytes)
        #expect(body.order == ordered.order.id && body.reasons == ["clear"])
        #expect(body.complaint == "\(ordered.complaint)")
        #expect(try await adapter.answer(to: ordered.order, of: ordered.listing) == nil)
        // Somebody writes while it is read: that is an answer not yet, and no other one.
        try folder.write(Array(#"{"order":"#.utf8), "answers/\(name)")
        await #expect(throws: MarketplaceError.self) {
            try await adapter.answer(to: ordered.order, of: ordered.listing)
        }
        let other = Self.ordered(ordered.listing, entry: 3)
        try folder.write(
            AnswerBody(order: other.order.id, answer: .done(reference: "T")).json.compactBytes,
            "answers/\(name)")
        await #expect(throws: MarketplaceError.self) {
            try await adapter.answer(to: ordered.order, of: ordered.listing)
        }
        try folder.write(
            AnswerBody(order: ordered.order.id, answer: .done(reference: "T")).json.compactBytes,
            "answers/\(name)")
        #expect(
            try await adapter.answer(to: ordered.order, of: ordered.listing)
                == .done(reference: "T"))
        // Once it is answered it is not written again, though the marketplace has cleared it away.
        try FileManager.default.removeItem(at: folder.url.appending(path: "orders/\(name)"))
        #expect(try await adapter.carryOut(ordered, reasons: []) == .done(reference: "T"))
        #expect(try folder.names("orders").isEmpty)
    }
}
