package knowledge

var zapPkg = Package{
	Path:   "go.uber.org/zap",
	Module: "go.uber.org/zap",
	Calls: []Call{
		{Func: "Logger.Log", Does: Reports},
		{Func: "Logger.Debug", Does: Reports},
		{Func: "Logger.Info", Does: Reports},
		{Func: "Logger.Warn", Does: Reports},
		{Func: "Logger.Error", Does: Reports},
		{Func: "SugaredLogger.Log", Does: Reports},
		{Func: "SugaredLogger.Logf", Does: Reports},
		{Func: "SugaredLogger.Logw", Does: Reports},
		{Func: "SugaredLogger.Logln", Does: Reports},
		{Func: "SugaredLogger.Debug", Does: Reports},
		{Func: "SugaredLogger.Debugf", Does: Reports},
		{Func: "SugaredLogger.Debugw", Does: Reports},
		{Func: "SugaredLogger.Debugln", Does: Reports},
		{Func: "SugaredLogger.Info", Does: Reports},
		{Func: "SugaredLogger.Infof", Does: Reports},
		{Func: "SugaredLogger.Infow", Does: Reports},
		{Func: "SugaredLogger.Infoln", Does: Reports},
		{Func: "SugaredLogger.Warn", Does: Reports},
		{Func: "SugaredLogger.Warnf", Does: Reports},
		{Func: "SugaredLogger.Warnw", Does: Reports},
		{Func: "SugaredLogger.Warnln", Does: Reports},
		{Func: "SugaredLogger.Error", Does: Reports},
		{Func: "SugaredLogger.Errorf", Does: Reports},
		{Func: "SugaredLogger.Errorw", Does: Reports},
		{Func: "SugaredLogger.Errorln", Does: Reports},
		{Func: "Logger.DPanic", Does: Reports},          // panics in development only
		{Func: "SugaredLogger.DPanic", Does: Reports},   // panics in development only
		{Func: "SugaredLogger.DPanicf", Does: Reports},  // panics in development only
		{Func: "SugaredLogger.DPanicw", Does: Reports},  // panics in development only
		{Func: "SugaredLogger.DPanicln", Does: Reports}, // panics in development only
		{Func: "Logger.Panic", Does: Panics | Reports},
		{Func: "SugaredLogger.Panic", Does: Panics | Reports},
		{Func: "SugaredLogger.Panicf", Does: Panics | Reports},
		{Func: "SugaredLogger.Panicw", Does: Panics | Reports},
		{Func: "SugaredLogger.Panicln", Does: Panics | Reports},
		{Func: "Must", Does: Panics},
		{Func: "Logger.Fatal", Does: Exits | Reports},
		{Func: "SugaredLogger.Fatal", Does: Exits | Reports},
		{Func: "SugaredLogger.Fatalf", Does: Exits | Reports},
		{Func: "SugaredLogger.Fatalw", Does: Exits | Reports},
		{Func: "SugaredLogger.Fatalln", Does: Exits | Reports},
	},
}
