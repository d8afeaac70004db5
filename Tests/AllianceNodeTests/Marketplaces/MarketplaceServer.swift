import AllianceNode
import Complaints
import Crypto
import Foundation
import JSON
import Marketplaces
import NIOHTTP1
import NIOSSL
import Notices
import Statements
import Synchronization

/// A marketplace's system on 127.0.0.1 over TLS: it shows listings, does what it is ordered once however often it is
/// told, and looks at every signature by itself.
final class MarketplaceServer: Sendable {
    private struct State {
        var listings: [Indicator: CapturedListing] = [:]
        var say: @Sendable (OrderBody) -> OrderAnswer = { _ in .done(reference: "T") }
        /// What it did, each order once.
        var done: [String] = []
        /// Listings that are down.
        var down: Set<Indicator> = []
        /// What is done about sellers.
        var measures: [Indicator: MisuseMeasure.Measure] = [:]
        var failing = 0
        var problems: [String] = []
    }

    private final class Shared: Sendable {
        let state = Mutex(State())
    }

    let secret: WebhookSecret
    private let shared: Shared
    private let receiver: HTTPSReceiver

    init() async throws {
        let (shared, secret) = (Shared(), WebhookSecret.random())
        self.shared = shared
        self.secret = secret
        receiver = try await HTTPSReceiver(answers: []) { received in
            shared.state.withLock { Self.reply(to: received, secret, &$0) }
        }
    }

    var url: String { "https://127.0.0.1:\(receiver.port)/touchstone" }
    var certificatePEM: String { receiver.certificatePEM }
    var received: [HTTPSReceiver.Received] { receiver.received }
    var done: [String] { shared.state.withLock { $0.done } }
    var problems: [String] { shared.state.withLock { $0.problems } }

    func isDown(_ listing: Indicator) -> Bool {
        shared.state.withLock { $0.down.contains(listing) }
    }

    func measure(against seller: Indicator) -> MisuseMeasure.Measure? {
        shared.state.withLock { $0.measures[seller] }
    }

    func show(_ listing: CapturedListing) {
        shared.state.withLock { $0.listings[listing.listing] = listing }
    }

    /// Says 503 so many times.
    func fail(_ count: Int) { shared.state.withLock { $0.failing = count } }

    func answer(_ say: @escaping @Sendable (OrderBody) -> OrderAnswer) {
        shared.state.withLock { $0.say = say }
    }

    func close() async throws { try await receiver.close() }

    func adapter(_ marketplaces: Set<String>, now: @escaping @Sendable () -> UInt64) throws
        -> RESTMarketplace
    {
        var trust = TLSConfiguration.makeClientConfiguration()
        trust.trustRoots = .certificates(
            try NIOSSLCertificate.fromPEMBytes(Array(certificatePEM.utf8)))
        return RESTMarketplace(
            marketplaces, at: try WebhookAddress(parsing: url), secret: secret, trust: trust,
            now: now)
    }

    // MARK: As the page says it

    /// By the rule of Standard Webhooks, worked out apart from the program.
    static func signature(
        id: String, timestamp: String, body: [UInt8], secret: WebhookSecret
    ) -> String {
        let key = Data(base64Encoded: String(secret.text.dropFirst("whsec_".count))) ?? Data()
        let signed = Data("\(id).\(timestamp).".utf8) + Data(body)
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: key))
        return "v1,\(Data(code).base64EncodedString())"
    }

    private static func reply(
        to received: HTTPSReceiver.Received, _ secret: WebhookSecret, _ state: inout State
    ) -> HTTPSReceiver.Reply {
        func header(_ name: String) -> String { received.headers.first(name: name) ?? "" }
        let id = header("webhook-id")
        let own = signature(
            id: id, timestamp: header("webhook-timestamp"), body: received.body, secret: secret)
        guard header("webhook-signature") == own, received.method == .POST else {
            state.problems.append("the signature of \(received.path) does not hold")
            return HTTPSReceiver.Reply(status: .unauthorized)
        }
        if state.failing > 0 {
            state.failing -= 1
            return HTTPSReceiver.Reply(status: .serviceUnavailable)
        }
        switch received.path {
        case "/touchstone/captures":
            let shown = state.listings.values.filter { captured in
                let (_, name) = captured.listing.marketplaceAndID
                return String(decoding: received.body, as: UTF8.self).contains("\"\(name)\"")
            }
            return HTTPSReceiver.Reply(
                body: Array(
                    #"{"captures":[\#(shown.map(\.json.compact).joined(separator: ","))]}"#.utf8))
        case "/touchstone/orders":
            guard let order = try? OrderBody(parsing: received.body),
                header("idempotency-key") == "\"\(id)\"", id == OrderBody.token(order.order)
            else {
                state.problems.append("an order that cannot be read")
                return HTTPSReceiver.Reply(status: .badRequest)
            }
            let answer = state.say(order)
            if case .done = answer, !state.done.contains(order.order) {
                state.done.append(order.order)
                switch order.action {
                case .takeDown: state.down.insert(order.listing)
                case .restore: state.down.remove(order.listing)
                case .measure(let measure, _, _): state.measures[order.listing] = measure
                case .endMeasure: state.measures[order.listing] = nil
                }
            }
            return HTTPSReceiver.Reply(
                body: AnswerBody(order: order.order, answer: answer).json.compactBytes)
        default: return HTTPSReceiver.Reply(status: .notFound)
        }
    }
}
