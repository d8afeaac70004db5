import Casework
import MergedView
import SignIn
import Statements

/// On the page of a case: all that is said of one of its identifiers, to be taken away with its proof, with files of the
/// case beside it.
struct CaseEvidence {
    let context: ConsoleContext
    let sheet: CaseSheet

    /// Nothing for who may take nothing away, and where nothing is said of its identifiers.
    var section: HTML {
        let known = identifiers
        guard mayExport, !known.isEmpty else { return "" }
        let choices = known.map { indicator -> HTML in
            let label = ShownValue.visible(String(indicator.readableValue.prefix(80)))
            return "<option value=\"\(IdentifierLink.key(indicator))\">\(label)</option>"
        }
        return """
            <section><h2>\(context[.caseEvidence])</h2>
            <form action="\(ConsoleRoutes.bundlePath)" method="get">
            <p class="small">\(context[.evidenceFileNote]) \(files.isEmpty ? "" : context[.caseEvidenceNote])</p>
            <label for="evidence-of">\(context[.headIdentifier])</label>
            <select id="evidence-of" name="key">\(HTML.joined(choices))</select>
            \(captures)
            <p><button type="submit">\(context[.evidenceFile])</button>
            <button type="submit" formaction="\(ConsoleRoutes.printPath)">\(context[.evidencePage])</button></p>
            </form></section>
            """
    }

    private var mayExport: Bool {
        guard let person = context.person else { return false }
        return AccessPolicy.permissions(of: .person(roles: person.roles)).contains(.export)
    }

    /// Of which somebody says something, each once, if an address can hold its key.
    private var identifiers: [Indicator] {
        var seen: Set<Indicator> = []
        return sheet.items.compactMap { item in
            guard case .identifier(let indicator, _) = item.body, sheet.known[item.id] != nil,
                IdentifierLink.href(indicator) != nil, seen.insert(indicator).inserted
            else { return nil }
            return indicator
        }
    }

    private var files: [(item: CaseItem, name: String)] {
        sheet.items.compactMap { item in
            guard case .file(let name, _, _) = item.body else { return nil }
            return (item, name)
        }
    }

    private var captures: HTML {
        guard !files.isEmpty else { return "" }
        let boxes = files.map { item, name -> HTML in
            let place = BundleCaptures.Place(folder: sheet.folder.id, item: item.id)
            return
                "<label><input type=\"checkbox\" name=\"\(BundleCaptures.field)\" value=\"\(place.description)\"> \(ShownValue.visible(name))</label>"
        }
        let most: HTML =
            files.count > BundleCaptures.filesMax
            ? "<p class=\"small\">\(context[.caseEvidenceMost]): \(String(BundleCaptures.filesMax))</p>"
            : ""
        return
            "<fieldset class=\"facet\"><legend>\(context[.caseFiles])</legend>\(most)<div class=\"choices\">\(HTML.joined(boxes))</div></fieldset>"
    }
}
