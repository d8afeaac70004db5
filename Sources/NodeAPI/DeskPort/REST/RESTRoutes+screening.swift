import AuditTrail
import JSON
import Peering
import Screening

/// Screening of listings.
extension RESTRoutes {
    func screening(_ screening: any ListingScreening) -> [RESTOperation] {
        let places = CallerPlaces(atOnceMax: ScreeningList.atOnceMax)
        return [
            RESTOperation(
                method: .post, path: "/screenings", id: "screenListings",
                summary:
                    "Look a list of listings through for marks, reported identifiers and images, and linked sellers: one listing a line in; proposals out, those first by which most is at stake, then refused lines, then a line for all. At most \(ScreeningList.linesMax) lines; nothing is kept or shared.",
                access: ConsoleRoutes.audience,
                parameters: [
                    .query(
                        "limit", JSONSchema.number(1, ScreeningList.limitMax),
                        "Proposals at most; \(ScreeningList.limit) without it.")
                ],
                body: JSONSchema.text(), bodyMediaType: ScreeningList.mediaType,
                success: .init(
                    mediaType: ScreeningList.mediaType, schema: JSONSchema.text(),
                    meaning:
                        "Each proposal has its findings and what each adds. What is not proposed is not cleared. Where 'complete' is false, the rest of the list was not looked at.",
                    isTagged: false),
                refusals: [413, 415], streamedBytesMax: ScreeningList.bytesMax,
                recording: .ofAnswer, handler: { try await screen($0, screening, places) })
        ]
    }

    private func screen(
        _ call: RESTCall, _ screening: any ListingScreening, _ places: CallerPlaces
    ) async throws -> DeskAnswer {
        let limit =
            try call.query.number("limit", in: 1...ScreeningList.limitMax) ?? ScreeningList.limit
        guard MediaTypeField.name(call.request.header("content-type")) == ScreeningList.mediaType
        else {
            throw PeerProblem(
                status: 415, keyword: "media-type", detail: "This takes \(ScreeningList.mediaType)."
            )
        }
        let caller = call.request.caller.auditActor?.name ?? ""
        guard places.enter(caller) else {
            throw PeerProblem(
                status: 503, keyword: "busy",
                detail:
                    "A list of yours is being looked through, or \(ScreeningList.atOnceMax) of others; send it later."
            )
        }
        defer { places.leave(caller) }
        let screener = try await screening.begin(for: call.request.caller.asker(at: console.own))
        var list = ScreeningList(limit: limit)
        do {
            while list.stop == nil, let bytes = try await call.request.stream?.next() {
                if list.read(bytes) { try await list.screen(by: screener) }
            }
            if list.stop == nil { list.finish() }
        } catch let broken as RequestStream.BrokenOff {
            guard broken.problem?.status == 413 else { throw broken.problem ?? Self.brokenOff }
            list.stop(.bytes)
        }
        try await list.screen(by: screener)
        return DeskAnswer(
            mediaType: ScreeningList.mediaType, body: list.answer(marks: screener.marks)
        ).noted(list.note)
    }
}

extension ScreeningList {
    /// How much was looked at and found; the listings themselves are nobody's business but their owner's.
    var note: AuditNote {
        AuditNote(
            .checkList,
            [
                .listings: String(count), .refused: String(refused.count),
                .proposed: String(proposed),
            ], results: ranked.count)
    }
}
