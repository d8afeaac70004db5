import ImageRecognition
import JSON
import Peering
import Statements

/// The search for an image.
extension RESTRoutes {
    private static let path = "/images/search"
    static let imageHash = JSONSchema.text(
        pattern: "^[0-9A-Fa-f]{\(PDQHash.hexadecimalDigits)}$")

    func searchingImages(_ images: any ImageSearching) -> [RESTOperation] {
        let distance = RESTOperation.Parameter.query(
            "distance", JSONSchema.number(0, PDQIndex.distanceMax),
            "How many of 256 bits may differ; \(PDQHash.distanceOfTheSame) without it.")
        return [
            RESTOperation(
                method: .get, path: Self.path, id: "searchImageHash",
                summary: "Reported images that look like the one with this PDQ hash.",
                access: ConsoleRoutes.audience,
                parameters: [
                    .query("pdq", Self.imageHash, "The hash.", isRequired: true), distance,
                ],
                success: .init(
                    schema: Self.imageHits(quality: false),
                    meaning: "The nearest first. Not found makes nothing genuine."),
                handler: { call in
                    guard
                        let hash = try call.query.read("pdq", { PDQHash(parsing: $0) })
                    else { throw PeerProblem.noImageHash }
                    let query = ImageQuery(hash, within: try Self.distance(call))
                    return try await answer(query, nil, images, call)
                }),
            RESTOperation(
                method: .post, path: Self.path, id: "searchImage",
                summary:
                    "The same for an image (JPEG, PNG or WebP), also turned and mirrored, and for the picture within a plain frame ('pdqInFrame', the one to report). It is hashed on this node and not kept.",
                access: ConsoleRoutes.audience, parameters: [distance], body: .object([:]),
                bodyMediaType: "image/*",
                success: .init(
                    schema: Self.imageHits(quality: true),
                    meaning:
                        "With the image's hash, and 'quality': under \(ImageLikeness.qualityMin) others look like it by chance.",
                    isTagged: false),
                refusals: [411, 413, 415, 422, 501],
                collecting: BodyPlaces(bytesMax: ImageFile.bytesMax, atOnceMax: 2),
                recording: .ofAnswer,
                handler: { call in
                    let type = call.request.header("content-type")?.lowercased()
                        .split(separator: ";").first.map(QualityValue.trimmed)
                    let formats = ImageHeader.Format.allCases
                    guard formats.contains(where: { $0.mediaType == type ?? "" }) else {
                        throw PeerProblem(
                            status: 415, keyword: "media-type",
                            detail: "This takes image/jpeg, image/png and image/webp.")
                    }
                    let distance = try Self.distance(call)
                    let likeness = try await images.likeness(
                        of: ImageFile(sent: call.request.body))
                    let query = ImageQuery(likeness, within: distance)
                    return try await answer(query, likeness.quality, images, call)
                }),
        ]
    }

    private static func distance(_ call: RESTCall) throws(PeerProblem) -> Int {
        try call.query.number("distance", in: ImageQuery.distances) ?? PDQHash.distanceOfTheSame
    }

    private func answer(
        _ query: ImageQuery, _ quality: Int?, _ images: any ImageSearching, _ call: RESTCall
    ) async throws -> DeskAnswer {
        let found = try await query.found(in: images, by: call.reading)
        let json = JSONValue.members([
            ("pdq", .string(query.hash.description)),
            ("pdqInFrame", query.hashInFrame.map { .string($0.description) }),
            ("quality", quality.map { .integer(UInt64($0)) }),
            ("truncated", .bool(found.isCut)),
            (
                "images",
                .array(
                    found.hits.map {
                        .members([
                            ("distance", .integer(UInt64($0.near.distance))),
                            ("turn", .string($0.near.turn.rawValue)),
                            ("indicator", IndicatorJSON.summary($0.state, [])),
                        ])
                    })
            ),
        ])
        return Self.answer(json, call).noted(query.note(found))
    }

    private static func imageHits(quality: Bool) -> JSONValue {
        let hit = JSONSchema.object([
            "distance": JSONSchema.number(0, PDQIndex.distanceMax),
            "turn": JSONSchema.word(ImageTurn.allCases.map(\.rawValue)),
            "indicator": JSONSchema.named("Indicator"),
        ])
        let images = JSONSchema.list(hit, max: ImageQuery.hitsMax)
        let hash = JSONSchema.text(pattern: "^[0-9a-f]{\(PDQHash.hexadecimalDigits)}$")
        return quality
            ? JSONSchema.object(
                [
                    "pdq": hash, "quality": JSONSchema.number(0, 100),
                    "truncated": JSONSchema.flag, "images": images,
                ], optional: ["pdqInFrame": hash])
            : JSONSchema.object([
                "pdq": hash, "truncated": JSONSchema.flag, "images": images,
            ])
    }
}
