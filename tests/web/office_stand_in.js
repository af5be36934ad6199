// What Excel brings to an add-in, as far as xlwings' own scripts ask for it. Served in place of office.js.
(() => {
  const functions = {};
  globalThis.standIn = { functions, actions: {}, retries: 0 };
  const answered = {
    load() { return this; },
    name: "ledger.xlsx",
  };
  class RequestContext {
    constructor() {
      this.workbook = answered;
      this.application = {
        cultureInfo: {
          name: "ja-JP",
          load() { return this; },
          datetimeFormat: { shortDatePattern: "yyyy/MM/dd", load() { return this; } },
        },
      };
    }
    async sync() {}
  }
  const made = [];
  standIn.made = made;
  const createWorkbook = async (text) => { made.push(text); };
  globalThis.Excel = { RequestContext, createWorkbook, run: async (work) => work(new RequestContext()) };
  globalThis.Office = {
    onReady: async (done) => {
      const info = { host: "Excel", platform: "OfficeOnline" };
      if (done) await done(info);
      return info;
    },
    context: {
      requirements: { isSetSupported: () => true },
      diagnostics: { version: "16.0", platform: "OfficeOnline", host: "Excel" },
      displayLanguage: "ja-JP",
      ui: { addHandlerAsync() {}, displayDialogAsync() {}, messageParent() {} },
    },
    actions: { associate: (name, action) => { globalThis.standIn.actions[name] = action; } },
    addin: { setStartupBehavior: async () => {}, showAsTaskpane: async () => {} },
    StartupBehavior: { load: "Load" },
    HostType: { Excel: "Excel" },
    EventType: { DialogMessageReceived: "m", DialogEventReceived: "e" },
  };
  class CustomFunctionsError extends Error {
    constructor(code, message) { super(message); this.code = code; }
  }
  globalThis.CustomFunctions = {
    associate: (id, call) => { functions[id] = call; },
    Error: CustomFunctionsError,
    ErrorCode: { invalidValue: "#VALUE!", notAvailable: "#N/A" },
  };
})();
