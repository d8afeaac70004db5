import JSON
import Peering

/// Product checks by a photo of the code.
extension RESTRoutes {
    var photoOperations: [RESTOperation] {
        [
            RESTOperation(
                method: .post, path: "/products/photo", id: "checkPhotographedProduct",
                summary:
                    "The same for a photo (JPEG or PNG) of a QR code, DataMatrix, EAN/UPC or Code 128. It is read on this node and not kept.",
                access: ConsoleRoutes.audience, body: .object([:]), bodyMediaType: "image/*",
                success: .init(
                    schema: JSONSchema.object([
                        "codes": JSONSchema.list(JSONSchema.text(), min: 1),
                        "check": JSONSchema.named("Verdict"),
                    ]),
                    meaning:
                        "What was read, the code that tells most first, and the check of that.",
                    isTagged: false),
                refusals: [411, 413, 415, 422, 501],
                collecting: BodyPlaces(bytesMax: CodePhoto.bytesMax, atOnceMax: 2),
                recording: .ofAnswer,
                handler: { call in
                    let type = call.request.header("content-type")?.lowercased()
                        .split(separator: ";").first.map(QualityValue.trimmed)
                    guard CodePhoto.Format.allCases.contains(where: { $0.mediaType == type ?? "" })
                    else {
                        throw PeerProblem(
                            status: 415, keyword: "media-type",
                            detail: "This takes image/jpeg and image/png.")
                    }
                    let codes = try await console.read(call.request.body)
                    let (check, note) = try await check(codes[0], nil, call)
                    let json = JSONValue.members([
                        ("codes", .array(codes.map { .string($0) })), ("check", check),
                    ])
                    return Self.answer(json, call).noted(note)
                })
        ]
    }
}
