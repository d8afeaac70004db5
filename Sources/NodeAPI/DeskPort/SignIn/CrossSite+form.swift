import Peering
import SignIn

extension CrossSite {
    /// - Parameter form: whose it has to be, by its route.
    /// - Throws: status 403.
    static func check(
        _ request: DeskRequest, form: DeskRoute.FormOwner
    ) throws(PeerProblem) {
        switch form {
        case .caller: try check(request)
        case .nobody: try checkHead(request)
        case .account:
            try checkHead(request)
            let cookies = request.headers.filter { $0.name == "cookie" }.map(\.value)
            if let session = AccountCookie.session(in: cookies) {
                try checkForm(request, of: session.formToken)
            }
        }
    }
}
