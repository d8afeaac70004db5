import Accounts
import AuditTrail
import Casework
import Notices
import Peering

/// A form that was refused: why, and what was typed into it, so that nobody has to write it again. Its page is
/// shown once more with both.
struct RefusedForm {
    let problem: PeerProblem
    /// Which one of the forms on its page.
    private let name: String
    private let typed: (String) -> String?

    init(_ name: String, _ problem: PeerProblem, _ fields: FormFields) {
        self.name = name
        self.problem = problem
        typed = { fields[$0] }
    }

    /// Files are not shown again: a browser takes none from a page.
    init(_ name: String, _ problem: PeerProblem, _ fields: MultipartFields) {
        self.name = name
        self.problem = problem
        typed = { fields.text($0) }
    }

    /// What was typed into a form's field; nil in a form other than the one that was refused.
    func typed(_ field: String, in form: String) -> String? { form == name ? typed(field) : nil }

    var status: Int { problem.status }

    func isOf(_ form: String) -> Bool { form == name }

    /// - Parameter lost: the field whose text is shown here, where the page has that form no more.
    func notice(_ context: ConsoleContext, lost field: String? = nil) -> HTML {
        let text = field.flatMap(typed) ?? ""
        let kept: HTML =
            text.isEmpty
            ? ""
            : """
            <label for="typed">\(context[.typedBefore])</label>
            <textarea id="typed" rows="4" readonly>
            \(text)</textarea>
            """
        return """
            <section class="notice care" role="alert"><h2>\(context[.problemTitle])</h2>
            \(ProblemWords(problem, context.language).paragraphs)
            <p class="small">HTTP \(String(problem.status)) · \(problem.keyword)</p>\(kept)</section>
            """
    }
}

extension ConsoleRoutes {
    /// Answers a form with its page once more where what it says is refused.
    ///
    /// - Parameter again: the page; where it cannot be shown, that is the answer.
    /// - Throws: what is no fault of who asks.
    func answer(
        _ body: () async throws -> DeskAnswer,
        again: (PeerProblem) async throws -> DeskAnswer
    ) async throws -> DeskAnswer {
        do {
            return try await body()
        } catch {
            guard let problem = Self.problem(of: error), (400..<500).contains(problem.status) else {
                throw error
            }
            return try await again(problem)
        }
    }

    /// For the audit log: a page was shown, by itself or with a form that was refused.
    static func shown(
        _ refused: RefusedForm?, _ details: [AuditDetail: String] = [:], results: Int
    ) -> AuditNote {
        refused.map { Self.refused($0.problem, details, results: results) }
            ?? AuditNote(.view, details, results: results)
    }

    /// For the audit log: nothing was done, and the page was shown.
    static func refused(
        _ problem: PeerProblem, _ details: [AuditDetail: String] = [:], results: Int? = nil
    ) -> AuditNote {
        AuditNote(
            .use, details.merging([.refused: problem.keyword]) { $1 }, results: results)
    }
}
