package import Complaints
import Credentials
import JSON
import Marketplaces
package import Statements

/// A marketplace that is reached through a folder of files, which both sides read and write:
///
///     listings/listing-<SHA-256 of marketplace:id>.json   what it shows, written by the marketplace
///     orders/<SHA-256 of the order's id>.json             what it is to do, written here, whole or not at all
///     answers/<the same name>.json                        what it says to it, written by the marketplace
///     screening/*.ndjson                                  listings for screening, taken up and renamed here
///
/// All names are made here of digits, so nothing that anybody is called leads out of the folder; a symbolic link is
/// refused.
package final class FolderMarketplace: MarketplaceAdapter {
    package static let screeningBytesMax = 4 * 1_024 * 1_024
    package static let screeningFilesMax = 100
    private static let folders = ["listings", "orders", "answers", "screening"]

    package let marketplaces: Set<String>
    package let path: String
    private let calls: BlockingCalls

    /// - Parameter path: has to be there; the folders in it are made.
    package init(_ marketplaces: Set<String>, path: String, calls: BlockingCalls) {
        self.marketplaces = marketplaces
        self.path = path
        self.calls = calls
    }

    package func captures(
        of listings: [Indicator]
    ) async throws(MarketplaceError) -> [ListingCapture?] {
        try await blocking { [self] in
            try prepare()
            return try listings.map(capture)
        }
    }

    private func capture(_ listing: Indicator) throws -> ListingCapture? {
        let name = "listings/\(ListingName.fileName(listing))"
        guard let bytes = try read(name, bytesMax: CapturedListing.bytesMax) else { return nil }
        let captured = try form(name) { () throws(MarketplaceFormError) in
            try CapturedListing(parsing: bytes)
        }
        guard captured.listing == listing else {
            throw MarketplaceError.answerUnreadable(
                "\(path)/\(name) is about \(captured.listing.value)")
        }
        return captured.capture
    }

    package func carryOut(
        _ ordered: OrderedListing, reasons: [String]
    ) async throws(MarketplaceError) -> OrderAnswer {
        let body = OrderBody(ordered, reasons: reasons)
        return try await blocking { [self] in
            try prepare()
            if let answer = try answer(toOrder: body.order) { return answer }
            let name = "orders/\(OrderBody.token(body.order)).json"
            do {
                try DurableFile.write(
                    Array(body.json.printed.utf8), to: "\(path)/\(name)", mode: .open)
            } catch CredentialsError.exists {
                try check(name, is: body.order)
            }
            return .taken
        }
    }

    /// That what stands there is this order, from an earlier attempt.
    private func check(_ name: String, is order: String) throws {
        guard let bytes = try read(name, bytesMax: OrderBody.bytesMax) else { return }
        let body = try form(name) { () throws(MarketplaceFormError) in
            try OrderBody(parsing: bytes)
        }
        guard body.order == order else {
            throw MarketplaceError.answerUnreadable("\(path)/\(name) is another order")
        }
    }

    package func answer(
        to order: MarketplaceOrder, of listing: Indicator
    ) async throws(MarketplaceError) -> OrderAnswer? {
        let id = order.id
        return try await blocking { [self] in
            try prepare()
            return try answer(toOrder: id)
        }
    }

    private func answer(toOrder id: String) throws -> OrderAnswer? {
        let name = "answers/\(OrderBody.token(id)).json"
        guard let bytes = try read(name, bytesMax: AnswerBody.bytesMax) else { return nil }
        let said = try form(name) { () throws(MarketplaceFormError) in
            try AnswerBody(parsing: bytes)
        }
        guard said.order == id else {
            throw MarketplaceError.answerUnreadable("\(path)/\(name) answers another order")
        }
        return said.answer == .taken ? nil : said.answer
    }

    // MARK: Screening

    /// Files with listings that wait. Blocks.
    package func screeningFiles() throws -> [String] {
        try prepare()
        return Array(
            try DurableFile.names(in: "\(path)/screening")
                .filter { $0.hasSuffix(".ndjson") }.prefix(Self.screeningFilesMax))
    }

    /// Blocks.
    package func screeningFile(_ name: String) throws -> [UInt8]? {
        try read("screening/\(name)", bytesMax: Self.screeningBytesMax)
    }

    /// It is not taken up again. Blocks.
    package func finish(screeningFile name: String) throws {
        try DurableFile.move("\(path)/screening/\(name)", to: "\(path)/screening/\(name).done")
    }

    // MARK: Files; all of it blocks

    private func prepare() throws {
        guard DurableFile.isFolder(path) else {
            throw MarketplaceError.unreachable("\(path) is no folder")
        }
        for name in Self.folders {
            let folder = "\(path)/\(name)"
            try DurableFile.makeFolder(folder)
            guard DurableFile.isFolderItself(folder) else {
                throw MarketplaceError.unreachable("\(folder) is a link, and no folder itself")
            }
        }
    }

    /// Nil where there is none.
    private func read(_ name: String, bytesMax: Int) throws -> [UInt8]? {
        do {
            return try DurableFile.read(
                "\(path)/\(name)", bytesMax: bytesMax, followingLinks: false)
        } catch CredentialsError.missing {
            return nil
        } catch {
            throw MarketplaceError.answerUnreadable("\(error)")
        }
    }

    private func form<Value>(
        _ name: String, _ body: () throws(MarketplaceFormError) -> Value
    ) throws -> Value {
        do {
            return try body()
        } catch {
            throw MarketplaceError.answerUnreadable("\(path)/\(name): \(error)")
        }
    }

    private func blocking<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws(MarketplaceError) -> Value {
        do {
            return try await calls.run(body)
        } catch let error as MarketplaceError {
            throw error
        } catch {
            throw .unreachable("\(error)")
        }
    }
}
