import ImageRecognition
import MergedView
import Notices
import Statements

/// The search for an image: a field for one, a field for a hash, and what was reported that looks like it.
struct ImagePage {
    let context: ConsoleContext
    private let formats: Set<ImageHeader.Format>

    init(_ context: ConsoleContext, _ images: any ImageSearching) {
        self.context = context
        formats = images.formats
    }

    private subscript(_ text: ImageText) -> String { text(context.language) }

    func empty() -> DeskAnswer { page("", hash: "") }

    func refused(_ text: ImageText, status: Int) -> DeskAnswer {
        page(
            """
            <section class="notice care" role="alert"><h2>\(self[.unreadHeading])</h2>
            <p>\(self[text])</p></section>
            """, hash: "", status: status)
    }

    /// - Parameter quality: how much there is in the image; nil where only its hash is known.
    /// - Parameter followed: by which whoever looks is told of it already; nil where there is none.
    func answer(
        _ query: ImageQuery, _ hits: ImageHits, quality: Int?, followed: Subscription?
    ) -> DeskAnswer {
        page(
            findings(query, hits, quality: quality, followed: followed),
            hash: query.hash.description)
    }

    /// The section of what was found, with the parameters of `answer`.
    func findings(
        _ query: ImageQuery, _ hits: ImageHits, quality: Int?, followed: Subscription?
    ) -> HTML {
        let content: HTML =
            quality.map { "<div><dt>\(self[.quality])</dt><dd>\(String($0)) / 100</dd></div>" }
            ?? ""
        let inFrame: HTML =
            query.hashInFrame.map {
                "<div><dt>\(self[.hashInFrame])</dt><dd><code>\($0.description)</code></dd></div>"
            } ?? ""
        let isDull = quality.map { $0 < ImageLikeness.qualityMin } ?? false
        let dull: HTML = isDull ? "<p class=\"notice care\">\(self[.dull])</p>" : ""
        // The picture in a frame has enough in it; of any other that is dull one would be told by chance.
        let mayFollow = !isDull || query.hashInFrame != nil
        let following = following(query.reported, followed, isOffered: mayFollow)
        return """
            <section aria-labelledby="found"><h2 id="found">\(self[.found])</h2>
            <dl class="facts"><div><dt>\(self[.hash])</dt><dd><code>\(query.hash.description)</code></dd></div>\(inFrame)\(content)</dl>
            \(dull)\(table(hits))\(report(query.reported))\(following)</section>
            """
    }

    private func table(_ hits: ImageHits) -> HTML {
        guard !hits.hits.isEmpty else { return "<p>\(self[.none])</p>" }
        let words = ConsoleWords(context)
        let value = ShownValue(context)
        var table = DataTable(
            "\(self[.caption]): \(ConsoleWords.grouped(hits.hits.count))",
            [
                context[.headIdentifier], self[.headDistance], self[.headTurn],
                context[.headStatus], context[.headReportedBy], context[.headMarks],
                context[.headSince],
            ])
        for hit in hits.hits {
            let state = hit.state
            let marks = Set(state.reports.filter(\.counts).flatMap(\.said.marks)).sorted()
            table.append([
                value.link(state.indicator), "\(String(hit.near.distance))",
                "\(self[ImageText(hit.near.turn)])", words.badge(state.status),
                "\(words.members(state.asserting))",
                marks.isEmpty ? "–" : HTML.joined(marks.map { value.text($0) }, by: ", "),
                state.since.map { ConsoleWords.day($0) } ?? "–",
            ])
        }
        let cut: HTML = hits.isCut ? "<p class=\"small\">\(self[.cut])</p>" : ""
        return "<div class=\"scroll hits\">\(table.html)</div>\(cut)"
    }

    /// The form of a report with the hash filled in.
    private func report(_ hash: PDQHash) -> HTML {
        guard context.mayDraft else { return "" }
        let kind = IndicatorType.imagePDQ.name
        return
            "<p><a href=\"\(ConsoleRoutes.reportPath)?kind=\(kind)&value=\(hash.description)\">\(self[.report])</a></p>"
    }

    /// To be told of pictures like it from now on, where who looks has an inbox; where that is so already, the way to what
    /// is followed.
    private func following(
        _ hash: PDQHash, _ followed: Subscription?, isOffered: Bool
    ) -> HTML {
        if let followed {
            return
                "<p><a href=\"\(NoticeSettingsPage.path(to: followed))\">\(context[.followedAlready])</a></p>"
        }
        guard context.unread != nil, isOffered else { return "" }
        return """
            <form class="step" action="\(ConsoleRoutes.noticeSettingsPath)/follow" method="post">\(context.tokenField)
            <input type="hidden" name="kind" value="\(Topic.Kind.image.rawValue)">
            <input type="hidden" name="pdq" value="\(hash.description)">
            <input type="hidden" name="\(NoticeForm.button)" value="yes">
            <button class="quiet" type="submit">\(self[.follow])</button></form>
            """
    }

    private var imageForm: HTML {
        guard !formats.isEmpty else { return "<p class=\"small\">\(self[.off])</p>" }
        let accepted = ImageHeader.Format.allCases.filter(formats.contains)
            .map(\.mediaType).joined(separator: ",")
        return """
            <form class="list" action="\(ConsoleRoutes.imagePath)" method="post" enctype="multipart/form-data">\(context.tokenField)
            <label for="image">\(self[.field])</label>
            <input id="image" type="file" name="image" accept="\(accepted)" required aria-describedby="image-hint">
            <p class="small" id="image-hint">\(self[.hint])</p>
            <button class="after" type="submit">\(self[.button])</button></form>
            """
    }

    private func page(_ result: HTML, hash: String, status: Int = 200) -> DeskAnswer {
        ConsoleLayout(context).page(
            self[.heading], at: .search, status: status,
            """
            <h1>\(self[.heading])</h1>
            <p class="lead">\(self[.lead])</p>
            \(result)
            \(imageForm)
            <form class="search" action="\(ConsoleRoutes.imagePath)" method="get">
            <div class="field"><label for="pdq">\(self[.hashField])</label>
            <input id="pdq" name="pdq" value="\(hash)" required maxlength="\(String(PDQHash.hexadecimalDigits))" pattern="[0-9A-Fa-f]{\(String(PDQHash.hexadecimalDigits))}" autocomplete="off" autocapitalize="none" spellcheck="false">
            <button type="submit">\(self[.hashButton])</button></div></form>
            """)
    }
}
