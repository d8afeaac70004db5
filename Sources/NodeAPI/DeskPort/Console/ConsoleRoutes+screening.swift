import AuditTrail
import Peering
import Screening

/// Screening of listings.
///
///     GET  /console/screen                 the form
///     POST /console/screen                 a list that is looked through
extension ConsoleRoutes {
    static let screeningPath = "/console/screen"
    /// A list that a browser sends; longer ones go to the REST interface.
    static let screeningFormBytesMax = 8 << 20
    /// Proposals on a page.
    static let proposalsShownMax = 200

    func screeningRoutes(_ screening: any ListingScreening) -> [DeskRoute] {
        [
            page(.get, Self.screeningPath) { _, context in
                ScreeningPage(context).empty().noted(AuditNote(.use))
            },
            page(
                .post, Self.screeningPath,
                collecting: BodyPlaces(bytesMax: Self.screeningFormBytesMax, atOnceMax: 2),
                recording: .ofAnswer
            ) { try await screened($0, $1, screening) },
        ]
    }

    private func screened(
        _ request: DeskRequest, _ context: ConsoleContext, _ screening: any ListingScreening
    ) async throws -> DeskAnswer {
        let page = ScreeningPage(context)
        let fields = try MultipartFields(request)
        guard let bytes = fields.bytes("file") ?? fields.bytes("list") else {
            return page.refused().noted(AuditNote(.use, [.refused: "nothing"]))
        }
        let screener = try await screening.begin(for: request.caller.asker(at: own))
        var list = ScreeningList(limit: Self.proposalsShownMax)
        // In pieces, so that no more than a batch is held as listings.
        for start in stride(from: 0, to: bytes.count, by: Self.pieceBytes) {
            guard list.stop == nil else { break }
            let piece = Array(bytes[start..<min(start + Self.pieceBytes, bytes.count)])
            if list.read(piece) { try await list.screen(by: screener) }
        }
        if list.stop == nil { list.finish() }
        try await list.screen(by: screener)
        let isWhole = list.refused.isEmpty && list.stop == nil
        return page.answer(
            list, marks: screener.marks, sent: isWhole ? .none : SentList(fields)
        )
        .noted(list.note)
    }

    private static let pieceBytes = 64 << 10
}
