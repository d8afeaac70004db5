import SignIn

/// The words around signing in.
extension PageText {
    static let signInTitle = PageText("Sign in", "登录")
    static let signInNeeded = PageText(
        "This page is for people of this organisation. Sign in to see it.",
        "此页面仅供本机构人员使用。请先登录。")
    static let signInLead = PageText(
        "For people of this organisation. Everything done here bears your name.",
        "仅供本机构人员使用。在此进行的一切操作都会记录您的姓名。")
    static let signInByLink = PageText(
        "To sign in with a link, ask an administrator of your organisation for one and open it in this browser. It works once.",
        "如需通过链接登录，请向本机构管理员索取登录链接，并在此浏览器中打开。链接仅可使用一次。")
    static let signInAs = PageText("Sign in as", "登录身份")
    static let signInButton = PageText("Sign in", "登录")
    static let signInNotYou = PageText(
        "Is that not you? Then close this page and tell your administrator.",
        "如果这不是您本人，请关闭此页面并告知管理员。")
    static let linkOverTitle = PageText("This link does not work any more", "此链接已失效")
    static let linkOver = PageText(
        "It was used already, is past its time, or was never given. Ask an administrator for a new one.",
        "该链接已被使用、已过期或并不存在。请向管理员索取新的链接。")
    static let tooManyTitle = PageText("Too many attempts", "尝试次数过多")
    static let tooManyAttempts = PageText(
        "There were too many attempts to sign in from here. Wait a minute and try again.",
        "来自此处的登录尝试过多。请稍候一分钟后重试。")
    static let signInAt = PageText("Sign in at", "登录方式：")
    static let notBegunTitle = PageText("Begin again", "请重新开始")
    static let notBegun = PageText(
        "This sign-in was not begun in this browser, or too long ago.",
        "此登录并非在此浏览器中发起，或已超时。")
    static let notOnListTitle = PageText("You are not on the list", "您不在名单中")
    static let notOnList = PageText(
        "Your identity provider knows you, and this organisation has not let you in here. Ask an administrator.",
        "您的身份提供方认识您，但本机构尚未允许您使用此系统。请联系管理员。")
    static let providerFailedTitle = PageText("Signing in did not work", "登录未成功")
    static let providerFailed = PageText(
        "The identity provider did not answer as it should. Try again; if it stays so, tell your administrator.",
        "身份提供方未能正确应答。请重试；如问题持续，请告知管理员。")
    static let signedInTitle = PageText("You are signed in", "您已登录")
    static let goOn = PageText("Go on", "继续")
    static let accountTitle = PageText("Your account", "您的账户")
    static let accountName = PageText("Name", "姓名")
    static let accountID = PageText("Known here as", "账户名")
    static let accountRoles = PageText("Roles", "角色")
    static let signOutButton = PageText("Sign out", "退出登录")
    static let signedOutTitle = PageText("You are signed out", "您已退出登录")
    static let signedOut = PageText(
        "This session has ended here and in this browser.", "本次会话已在服务器和此浏览器中结束。")
    static let notSignedIn = PageText("You are not signed in", "您尚未登录")

    static func name(of role: Role) -> PageText {
        switch role {
        case .investigator: PageText("Investigator", "调查员")
        case .analyst: PageText("Analyst", "分析员")
        case .approver: PageText("Approver", "审批人")
        case .administrator: PageText("Administrator", "管理员")
        case .readOnlyMachine: PageText("Program that reads", "只读程序")
        }
    }
}
