import Casework
import SignIn
import Statements

/// The forms that put something into a case, one for each kind, folded away.
struct CaseForms {
    let context: ConsoleContext
    private let path: String
    /// Who may have a task.
    private let colleagues: [Person]
    /// The one of them that was refused, by the kind that it puts in.
    private let refused: RefusedForm?

    init(
        _ context: ConsoleContext, path: String, among colleagues: [Person],
        _ refused: RefusedForm?
    ) {
        self.context = context
        self.path = path
        self.colleagues = colleagues
        self.refused = refused
    }

    private func typed(_ kind: CaseItem.Kind, _ field: String) -> String {
        refused?.typed(field, in: kind.rawValue) ?? ""
    }

    private func option(_ value: String, _ label: String, isChosen: Bool) -> HTML {
        "<option value=\"\(value)\"\(isChosen ? " selected" : "")>\(label)</option>"
    }

    var html: HTML {
        let forms = CaseItem.Kind.allCases.map { kind -> HTML in
            """
            <details\(refused?.isOf(kind.rawValue) == true ? " open" : "")><summary>\(context[.name(of: kind)])</summary>
            <form class="add" action="\(path)/items" method="post" enctype="multipart/form-data">\(context.tokenField)
            <input type="hidden" name="kind" value="\(kind.rawValue)">
            \(fields(kind))
            <button class="after" type="submit">\(context[.caseAdd])</button></form></details>

            """
        }
        return "<section><h2>\(context[.caseAdding])</h2>\(HTML.joined(forms))</section>"
    }

    private func fields(_ kind: CaseItem.Kind) -> HTML {
        switch kind {
        case .identifier:
            let words = ConsoleWords(context)
            let types = IndicatorType.allCases.map { type -> HTML in
                option(
                    type.name, words.kind(type), isChosen: type.name == typed(kind, "type"))
            }
            return """
                <label for="type">\(context[.headKind])</label>
                <select id="type" name="type">\(HTML.joined(types))</select>
                \(line(kind, "value", .draftValue, isNeeded: true))\(area(kind, .headNote))
                """
        case .note: return area(kind, .headNote, isNeeded: true)
        case .task:
            return """
                \(area(kind, .caseTask, isNeeded: true))
                <label class="after" for="task-of">\(context[.caseTaskOf])</label>
                \(ColleagueSelect(colleagues: colleagues).html(id: "task-of", name: "of", nobody: "–", chosen: typed(kind, "of")))
                \(day(kind, .caseDue))
                """
        case .person:
            return
                "\(line(kind, "name", .name, isNeeded: true))\(line(kind, "role", .caseRole))\(area(kind, .caseContact))"
        case .event:
            return
                "\(day(kind, .headDay, isNeeded: true))\(area(kind, .caseEvent, isNeeded: true))"
        case .file:
            return """
                \(line(kind, "name", .caseFileName, isNeeded: true))
                <label class="after" for="file-file">\(context[.caseFile])</label>
                <input id="file-file" name="file" type="file" required aria-describedby="file-hint">
                <p class="small" id="file-hint">\(context[.caseFileHint])</p>
                """
        case .link:
            let links = CaseLink.allCases.map { link -> HTML in
                option(
                    link.rawValue, context[.name(of: link)],
                    isChosen: link.rawValue == typed(kind, "link"))
            }
            return """
                <label for="link-link">\(context[.caseLink])</label>
                <select id="link-link" name="link">\(HTML.joined(links))</select>
                \(line(kind, "name", .caseReference, isNeeded: true))
                """
        }
    }

    private func line(
        _ kind: CaseItem.Kind, _ name: String, _ label: PageText, isNeeded: Bool = false
    ) -> HTML {
        let id = "\(kind.rawValue)-\(name)"
        let needed: HTML = isNeeded ? " required" : ""
        return """
            <label class="after" for="\(id)">\(context[label])</label>
            <input id="\(id)" name="\(name)" value="\(typed(kind, name))" autocomplete="off"\(needed)>

            """
    }

    private func day(
        _ kind: CaseItem.Kind, _ label: PageText, isNeeded: Bool = false
    ) -> HTML {
        let id = "\(kind.rawValue)-day"
        let needed: HTML = isNeeded ? " required" : ""
        return """
            <label class="after" for="\(id)">\(context[label])</label>
            <input id="\(id)" name="day" type="date" value="\(typed(kind, "day"))"\(needed)>

            """
    }

    private func area(
        _ kind: CaseItem.Kind, _ label: PageText, isNeeded: Bool = false
    ) -> HTML {
        let id = "\(kind.rawValue)-text"
        let needed: HTML = isNeeded ? " required" : ""
        return """
            <label class="after" for="\(id)">\(context[label])</label>
            <textarea id="\(id)" name="text" rows="3" maxlength="\(String(CaseLimits.textCharactersMax))"\(needed)>
            \(typed(kind, "text"))</textarea>

            """
    }
}
