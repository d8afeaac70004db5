import AllianceNames
import JSON
import NodeAPI
import Statements
import Synchronization
import Testing
import TransparencyLog

@Suite(.timeLimit(.minutes(30))) struct RESTWritingRoutesTests {
    static let path = "/api/v1/indicators?channel=alliance"
    static let whole = #"""
        {"type":"domain","value":"SHOP.example.","basis":"test-buy","confidence":85,"tlp":"amber+strict",
        "marks":["Verel"],"marketplace":"shopee","firstSeen":"2026-11-01","lastSeen":"2026-11-02T03:04:05Z",
        "validUntil":"2027-11-01","naturalPerson":false,"legalBasis":"contract","note":"Bought twice",
        "attributes":{"price":"12","batch":"7"}}
        """#
    private static let least =
        #"{"type":"domain","value":"shop.example","basis":"automated","confidence":0,"tlp":"green"}"#

    private static func with(
        _ body: (RawConnection, FixedSigning) async throws -> Void
    ) async throws {
        let signing = FixedSigning()
        let routes = RESTRoutesTests.routes(try FixedConsole(), signing: signing)
        try await LiveDesk.with(routes: routes.routes) { desk in
            try await body(try await desk.connect("hub"), signing)
        }
    }

    @Test("a report says what its body says")
    func report() async throws {
        try await Self.with { connection, signing in
            let answer = try await RESTRoutesTests.post(
                Self.path, Self.whole, more: "Idempotency-Key: \"a-1\"\r\n", on: connection)
            #expect(answer.status == 201, "\(answer.text)")
            #expect(
                answer.headers["location"]?.hasSuffix("/api/v1/indicators/domain/shop.example")
                    == true)
            let said = try #require(signing.said.withLock { $0.first })
            #expect(said.channel == .alliance)
            #expect(said.request?.key == "a-1")
            #expect(said.request?.caller == "certificate of hub")
            var expected = IndicatorAssertion(
                indicator: try Indicator(.domain, parsing: "shop.example"), basis: .testBuy,
                confidence: 85, tlp: .amberStrict, marks: ["Verel"], legalBasis: "contract",
                note: "Bought twice",
                attributes: [
                    Attribute(name: "batch", value: "7"), Attribute(name: "price", value: "12"),
                ])
            expected.marketplace = "shopee"
            expected.firstSeen = 1_793_491_200_000
            expected.lastSeen = 1_793_588_645_000
            expected.validUntil = 1_825_027_200_000
            expected.naturalPerson = false
            #expect(said.statements == [.assertIndicator(expected)])
            let document = try await RESTRoutesTests.document(connection)
            let faults = DescribedSchema(document).faults(
                try JSONValue(parsing: answer.body),
                .object(["$ref": .string("#/components/schemas/Written")]))
            #expect(faults == [])
        }
    }

    @Test("objections, sightings and links say what their bodies say")
    func others() async throws {
        try await Self.with { connection, signing in
            let shop = try Indicator(.domain, parsing: "shop.example")
            let phone = try Indicator(.phone, parsing: "+44 7700 900777")
            // Of the total before, 4 stand in objects that were posted.
            signing.sighting.withLock {
                $0 = Sighting(indicator: shop, total: 5, first: 1, last: 2, postedTotal: 4)
            }
            let link = try OperatorLink(
                phone, shop, basis: .inspection, evidence: "one till", confidence: 70, tlp: .green)
            for (path, body, statement) in [
                (
                    "objections",
                    #"{"type":"domain","value":"SHOP.example.","reason":"seller-reply","tlp":"green","text":"Mine","onBehalfOfSeller":true}"#,
                    .dispute(
                        Dispute(
                            indicator: shop, reason: .sellerReply, text: "Mine",
                            onBehalfOfSeller: true, tlp: .green))
                ),
                (
                    "sightings",
                    #"{"type":"domain","value":"shop.example","total":7,"firstSeen":"2026-11-01","lastSeen":"2026-11-02T03:04:05Z"}"#,
                    .sight(
                        Sighting(
                            indicator: shop, total: 7, first: 1_793_491_200_000,
                            last: 1_793_588_645_000, postedTotal: 4))
                ),
                (
                    "links",
                    #"{"a":{"type":"domain","value":"shop.example"},"b":{"type":"phone","value":"+44 7700 900777"},"basis":"inspection","confidence":70,"tlp":"green","evidence":"one till"}"#,
                    .link(link)
                ),
            ] as [(String, String, Statement)] {
                let address = "/api/v1/\(path)?channel=luxury"
                let answer = try await RESTRoutesTests.post(address, body, on: connection)
                #expect(answer.status == 201, "\(path): \(answer.text)")
                let said = try #require(signing.said.withLock { $0.last })
                #expect(said.statements == [statement], "\(path)")
                #expect(said.channel.rawValue == "luxury")
                let count = signing.said.withLock { $0.count }
                for wrong in [
                    "{}", body.replacing("}", with: #","x":1}"#),
                    body.replacing("shop.example", with: "").replacing("SHOP.example.", with: ""),
                ] {
                    let refused = try await RESTRoutesTests.post(address, wrong, on: connection)
                    #expect(refused.status == 400, "\(path) \(wrong): \(refused.text)")
                    RESTRoutesTests.expectProblem(refused)
                }
                #expect(signing.said.withLock { $0.count } == count)
            }
            for (path, body) in [
                (
                    "sightings",
                    #"{"type":"domain","value":"shop.example","total":7,"firstSeen":"2026-11-03","lastSeen":"2026-11-02"}"#
                ),
                (
                    "links",
                    #"{"a":{"type":"domain","value":"a.example"},"b":{"type":"domain","value":"A.example"},"basis":"inspection","confidence":70,"tlp":"green"}"#
                ),
            ] {
                let answer = try await RESTRoutesTests.post(
                    "/api/v1/\(path)?channel=alliance", body, on: connection)
                #expect(answer.status == 422, "\(path): \(answer.text)")
            }
        }
    }

    @Test("a key names a request and all that it asks")
    func keys() async throws {
        try await Self.with { connection, signing in
            let other = "/api/v1/indicators?channel=luxury"
            for (path, body) in [
                (Self.path, Self.least), (Self.path, Self.whole), (other, Self.least),
                (Self.path, Self.least),
            ] {
                let answer = try await RESTRoutesTests.post(
                    path, body, more: "Idempotency-Key: k\r\n", on: connection)
                #expect(answer.status == 201)
            }
            let prints = signing.said.withLock { $0.compactMap(\.request?.fingerprint) }
            #expect(Set(prints).count == 3)
            #expect(prints.first == prints.last)
            for key in ["", "a b", "\"\"", "\"a", String(repeating: "a", count: 65), "ä"] {
                let answer = try await RESTRoutesTests.post(
                    Self.path, Self.least, more: "Idempotency-Key: \(key)\r\n", on: connection)
                #expect(answer.status == 400, "\(key)")
            }
            #expect(signing.said.withLock { $0.count } == 4)
        }
    }

    @Test("what became of it is told")
    func outcomes() async throws {
        try await Self.with { connection, signing in
            for (outcome, status) in [
                (.keyUsedOtherwise, 422), (.keyInUse, 409), (.nothing, 404),
            ] as [(SigningOutcome, Int)] {
                signing.outcome.withLock { $0 = outcome }
                let answer = try await RESTRoutesTests.post(Self.path, Self.least, on: connection)
                #expect(answer.status == status)
                RESTRoutesTests.expectProblem(answer)
            }
            let log = try LogOrigin(parsing: "ipacc.example/alliance/hub/e1")
            signing.outcome.withLock {
                $0 = .signed(
                    SignedEntries(log: log, indexes: 1..<2, leafHash: .zero, treeSize: 2),
                    isAgain: true)
            }
            let again = try await RESTRoutesTests.post(Self.path, Self.least, on: connection)
            #expect(again.status == 201)
            #expect(again.headers["idempotency-replayed"] == "true")
            // The last, since it ends the connection.
            signing.outcome.withLock { $0 = .tooManyKeys }
            let full = try await RESTRoutesTests.post(Self.path, Self.least, on: connection)
            #expect(full.status == 429)
            RESTRoutesTests.expectProblem(full)
        }
    }

    @Test(
        "a report that says less, more or something else than is described is refused",
        arguments: [
            ("{}", 400), ("[]", 400), (#"{"type":"domain"}"#, 400),
            (least.replacing("green", with: "GREEN"), 400),
            (least.replacing("automated", with: "rumour"), 400),
            (least.replacing(":0", with: ":101"), 400), (least.replacing(":0", with: ":0.5"), 400),
            (least.replacing(":0", with: ":\"0\""), 400), (least.replacing(":0", with: ":-1"), 400),
            (least.replacing("}", with: #","x":1}"#), 400),
            (least.replacing("}", with: #","marks":"Verel"}"#), 400),
            (least.replacing("}", with: #","marks":[""]}"#), 400),
            (least.replacing("}", with: #","naturalPerson":"no"}"#), 400),
            (least.replacing("}", with: #","attributes":{"a":1}}"#), 400),
            (least.replacing("}", with: #","firstSeen":"2026-02-30"}"#), 422),
            (
                least.replacing("}", with: #","firstSeen":"2026-02-02","lastSeen":"2026-02-01"}"#),
                422
            ),
            (least.replacing("shop.example", with: "shop"), 422),
        ])
    func refused(body: String, status: Int) async throws {
        try await Self.with { connection, signing in
            let answer = try await RESTRoutesTests.post(Self.path, body, on: connection)
            #expect(answer.status == status, "\(answer.text)")
            RESTRoutesTests.expectProblem(answer)
            for path in ["/api/v1/indicators", "/api/v1/indicators?channel=A"] {
                let answer = try await RESTRoutesTests.post(path, Self.least, on: connection)
                #expect(answer.status == 400)
            }
            #expect(signing.said.withLock { $0.isEmpty })
        }
    }
}
