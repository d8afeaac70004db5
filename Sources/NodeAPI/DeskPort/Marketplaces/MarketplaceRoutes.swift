import JSON
import Notices
import Peering

/// Where marketplaces answer orders, and hand over listings for screening.
package struct MarketplaceRoutes: Sendable {
    private let marketplaces: any DeskMarketplaces

    package init(_ marketplaces: any DeskMarketplaces) { self.marketplaces = marketplaces }

    package var routes: [DeskRoute] {
        [
            DeskRoute(
                .post, "/marketplaces/{name}/answers", for: .everybody, isSigned: true
            ) { request in
                let message = try Self.message(of: request, "application/json")
                try await marketplaces.answered(message, by: Self.name(in: request))
                return .empty(status: 204)
            },
            DeskRoute(
                .post, "/marketplaces/{name}/listings", for: .everybody, isSigned: true
            ) { request in
                let message = try Self.message(of: request, ScreeningList.mediaType)
                let screened = try await marketplaces.listed(
                    message, by: Self.name(in: request))
                return .json(Self.json(screened).compactBytes)
            },
        ]
    }

    private static func name(in request: DeskRequest) -> String {
        request.parameters["name"] ?? ""
    }

    /// - Throws: status 400 without a signature's headers, 415 for another type. Whether it holds is for who knows
    ///   the secret.
    private static func message(
        of request: DeskRequest, _ mediaType: String
    ) throws(PeerProblem) -> WebhookMessage {
        guard let id = request.header("webhook-id"),
            let timestamp = request.header("webhook-timestamp"),
            let signature = request.header("webhook-signature"),
            let message = WebhookMessage(
                id: id, timestamp: timestamp, signature: signature, body: request.body)
        else {
            throw PeerProblem(
                status: 400, keyword: "signature-missing",
                detail:
                    "This takes messages signed as Standard Webhooks has it: webhook-id, webhook-timestamp, webhook-signature."
            )
        }
        guard MediaTypeField.name(request.header("content-type")) == mediaType else {
            throw PeerProblem(
                status: 415, keyword: "media-type", detail: "This takes \(mediaType).")
        }
        return message
    }

    private static func json(_ screened: ScreenedLines) -> JSONValue {
        .object([
            "listings": .integer(UInt64(screened.listings)),
            "proposed": .integer(UInt64(screened.proposed)),
            "refused": .integer(UInt64(screened.refusedCount)),
            "refusals": .array(
                screened.refused.sorted { $0.key < $1.key }.map { line, reason in
                    .object(["line": .integer(UInt64(line)), "reason": .string(reason)])
                }),
        ])
    }
}
