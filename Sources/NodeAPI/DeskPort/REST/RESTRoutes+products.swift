import AuditTrail
import GS1
import JSON
import Peering
import ProductAuthentication
import SignIn

/// Which product a number is, and what its owner says of one item.
extension RESTRoutes {
    var productOperations: [RESTOperation] {
        let code = JSONSchema.text(
            min: 1, max: Self.codeCharactersMax, pattern: JSONSchema.visible)
        let verdict = RESTOperation.Success(
            schema: JSONSchema.named("Verdict"),
            meaning:
                "Verdict, reasons and the owner's signed answer. 'unknown' makes nothing a fake.",
            isTagged: false)
        return [
            RESTOperation(
                method: .get, path: "/products/check", id: "checkProduct",
                summary: "What the owner of a product's number says of an item.",
                access: ConsoleRoutes.audience,
                parameters: [
                    .query(
                        "code", code,
                        "A GS1 Digital Link, an element string with brackets, or a GTIN.",
                        isRequired: true),
                    .query(
                        "serial",
                        JSONSchema.text(
                            min: 1, max: Self.serialCharactersMax, pattern: JSONSchema.visible),
                        "The item's serial number, where the code has none; another than it has is refused."
                    ),
                ], success: verdict, refusals: [422],
                handler: { call in
                    guard let code = call.query["code"] else {
                        throw PeerProblem(
                            status: 400, keyword: "query", detail: "Parameter 'code' is missing.")
                    }
                    return try await checkProduct(code, call.query["serial"], call)
                }),
            RESTOperation(
                method: .post, path: "/products/check", id: "checkScannedProduct",
                summary: "The same for a code as a scanner sends it, with its separators.",
                access: ConsoleRoutes.audience, body: JSONSchema.named("ScannedCode"),
                success: verdict, refusals: [411, 413, 415, 422],
                recording: .ofAnswer,
                handler: { call in
                    let body = try RESTBody(
                        call.request.body, mediaType: call.request.header("content-type"),
                        names: ["code", "serial"])
                    let code = try body.required(
                        "code", body.text("code", characters: 1...Self.codeCharactersMax))
                    return try await checkProduct(
                        code,
                        body.text("serial", characters: 1...Self.serialCharactersMax), call)
                }),
            RESTOperation(
                method: .get, path: "/products/{gtin}", id: "getProduct",
                summary: "What is registered about a product.", access: ConsoleRoutes.audience,
                parameters: [
                    .path(
                        "gtin", JSONSchema.text(pattern: "^[0-9]{8,14}$"),
                        "GTIN-8, -12, -13 or -14, with its check digit.")
                ],
                success: .init(
                    schema: JSONSchema.named("Product"), meaning: "As its owner registered it."),
                refusals: [404, 422],
                handler: { try await product($0) }),
        ]
    }

    static let codeCharactersMax = 2_048
    static let serialCharactersMax = 64

    private func product(_ call: RESTCall) async throws -> DeskAnswer {
        let gtin: GTIN
        do throws(GS1Error) {
            gtin = try GTIN(parsing: call.path("gtin"))
        } catch {
            throw PeerProblem(
                status: 422, keyword: error.keyword, detail: "This is no GTIN: \(error).")
        }
        guard case .registered(let product) = try await console.products.product(gtin) else {
            throw PeerProblem(
                status: 404, keyword: "product-not-registered",
                detail:
                    "Nobody in the alliance has registered this GTIN here, which makes nothing a fake."
            )
        }
        return DeskAnswer.json(Self.json(product).bytes)
            .noted(AuditNote(.view, [.item: "(01)\(gtin.digits14)"], results: 1))
    }

    private static func json(_ product: DeskProduct) -> JSONValue {
        .members([
            ("gtin", .string(product.gtin.digits14)), ("brand", .string(product.brand)),
            (
                "names",
                .array(
                    product.names.map {
                        .members([
                            ("language", $0.language.map { .string($0) }),
                            ("text", .string($0.text)),
                        ])
                    })
            ),
            ("registeredBy", .string(product.owner)), ("serialised", .bool(product.isSerialised)),
            (
                "links",
                .array(
                    product.links.map {
                        .members([
                            ("type", .string("gs1:" + $0.linkType)), ("href", .string($0.href)),
                            ("title", .string($0.title)),
                            ("language", $0.language.map { .string($0) }),
                        ])
                    })
            ),
        ])
    }

    private func checkProduct(
        _ code: String, _ serial: String?, _ call: RESTCall
    ) async throws -> DeskAnswer {
        let (json, note) = try await check(code, serial, call)
        return Self.answer(json, call).noted(note)
    }

    /// In the language of who asks.
    static func answer(_ json: JSONValue, _ call: RESTCall) -> DeskAnswer {
        DeskAnswer.json(json.bytes).adding("vary", "Accept-Language")
            .adding("content-language", call.language.tag)
    }

    func check(
        _ code: String, _ serial: String?, _ call: RESTCall
    ) async throws -> (JSONValue, AuditNote) {
        let item: ItemIdentifiers
        do throws(GS1Error) {
            item = try ProductCode.item(code, serial: serial)
        } catch {
            // Not what was found: that may be a serial number.
            throw PeerProblem(
                status: 422, keyword: error.keyword,
                detail: "This is no code of a product as GS1 writes them (\(error.keyword)).")
        }
        var product: DeskProduct?
        if case .registered(let found) = try await console.products.product(item.gtin) {
            product = found
        }
        let verdict = try await console.products.authenticate(
            item, for: DeskInquiry(caller: call.request.caller, purpose: "rest"))
        let note = AuditNote(
            .checkProduct,
            [.item: item.elementString, .verdict: verdict.judgement.verdict.rawValue],
            results: 1)
        return (VerdictJSON.value(item, product, verdict, call.language), note)
    }
}
