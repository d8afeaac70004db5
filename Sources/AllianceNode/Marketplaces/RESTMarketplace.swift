package import Complaints
import JSON
import Marketplaces
package import NIOSSL
package import Notices
package import Statements

/// A marketplace that is called: `/captures` and `/orders` below its address, each a signed POST
/// (`docs/marketplaces.md`). What it answers later it posts to the desk port.
package final class RESTMarketplace: MarketplaceAdapter {
    package static let orderAnswerBytesMax = AnswerBody.bytesMax

    package let marketplaces: Set<String>
    private let address: WebhookAddress
    private let client: MarketplaceClient
    /// Milliseconds since 1970.
    private let now: @Sendable () -> UInt64

    package init(
        _ marketplaces: Set<String>, at address: WebhookAddress, secret: WebhookSecret,
        trust: TLSConfiguration, now: @escaping @Sendable () -> UInt64
    ) {
        self.marketplaces = marketplaces
        self.address = address
        client = MarketplaceClient(trust: trust, secret: secret)
        self.now = now
    }

    /// To be called once, before the last reference goes.
    package func shutdown() async { await client.shutdown() }

    package func captures(
        of listings: [Indicator]
    ) async throws(MarketplaceError) -> [ListingCapture?] {
        var captures: [ListingCapture?] = []
        var rest = listings[...]
        while !rest.isEmpty {
            let batch = Array(rest.prefix(CaptureQuestion.listingsMax))
            rest = rest.dropFirst(batch.count)
            let answer = try await client.post(
                CaptureQuestion.json(batch).compactBytes, to: "\(address)/captures",
                id: "captures-" + Self.randomName(), at: now() / 1_000,
                answerBytesMax: CaptureAnswer.bytesMax)
            captures += try Self.read { () throws(MarketplaceFormError) in
                try CaptureAnswer.parse(answer, to: batch)
            }
        }
        return captures
    }

    private static func randomName() -> String {
        let (first, second) = (UInt64.random(in: 0 ... .max), UInt64.random(in: 0 ... .max))
        return String(first, radix: 16) + "-" + String(second, radix: 16)
    }

    package func carryOut(
        _ ordered: OrderedListing, reasons: [String]
    ) async throws(MarketplaceError) -> OrderAnswer {
        let body = OrderBody(ordered, reasons: reasons)
        let answer = try await client.post(
            body.json.compactBytes, to: "\(address)/orders", id: OrderBody.token(body.order),
            at: now() / 1_000, answerBytesMax: Self.orderAnswerBytesMax)
        let said = try Self.read { () throws(MarketplaceFormError) in
            try AnswerBody(parsing: answer)
        }
        guard said.order == body.order else {
            throw .answerUnreadable("it answers another order")
        }
        return said.answer
    }

    private static func read<Value>(
        _ body: () throws(MarketplaceFormError) -> Value
    ) throws(MarketplaceError) -> Value {
        do {
            return try body()
        } catch {
            throw .answerUnreadable("\(error)")
        }
    }
}
